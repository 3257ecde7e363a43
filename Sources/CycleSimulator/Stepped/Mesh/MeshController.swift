import Hardware
import Workload

/// The memory controller of the mesh (TPU_OS_DENSE): configures a tile, queues its operands, waits for its
/// outputs, and goes on to the next, N innermost.
struct MeshController: ~Copyable {
  private enum State { case configure, distribute, wait, allSent }

  private let shape: MatrixShape
  private let tile: (m: Int, n: Int)
  private let columns: Int
  private let leaves: Int
  private let operands: LayerOperands?

  private var state = State.configure
  /// The tile in work, in tiles along M and N, and the place in K.
  private var tileRow = 0
  private var tileColumn = 0
  private var depth = 0
  private var extent = MeshTiling.TileExtent(rows: 0, columns: 0)
  /// Outputs of the tile in work, and of the whole product, that have been written.
  private var tileWritten = 0
  private var written = 0
  private var finishedTiles = 0

  private var ports: Bank<Fifo<MeshDistribution.Packet>>
  private var writeQueue = WriteQueue()
  private(set) var statistics: MemoryStatistics
  private var results: [Float]

  init(_ shape: MatrixShape, tile: Tile, operands: LayerOperands?, on hardware: HardwareConfiguration) {
    self.shape = shape
    self.tile = (tile.x, tile.k)
    self.operands = operands
    columns = hardware.columns
    let portCount = hardware.distributionBandwidth
    leaves = (hardware.rows + hardware.columns) / portCount
    ports = Bank(count: portCount) { Fifo() }
    statistics = MemoryStatistics(
      readPorts: portCount, writePorts: hardware.collectionBandwidth, dataflow: "CNN_DATAFLOW")
    results = Array(repeating: 0, count: shape.m * shape.n)
  }

  /// The product, row-major; empty where no operands were given.
  var outputs: [Float] { operands == nil ? [] : results }

  var isFinished: Bool { written == shape.m * shape.n }

  mutating func cycle(
    _ mesh: inout Mesh, distribution: inout MeshDistribution, bus: inout CollectionBus
  ) {
    var isTileSent = false
    switch state {
    case .configure: configure(&mesh)
    case .distribute: isTileSent = queueOperands()
    case .wait, .allSent: break
    }
    let isTileWritten = drain(&bus)
    advance(isTileSent: isTileSent, isTileWritten: isTileWritten)
    send(&distribution, to: &mesh)
  }

  private mutating func configure(_ mesh: inout Mesh) {
    statistics.reconfigurations &+= 1
    extent.rows = min(tile.m, shape.m - tileRow * tile.m)
    extent.columns = min(tile.n, shape.n - tileColumn * tile.n)
    mesh.configure(extent, depth: shape.k)
  }

  /// Queues the operands of one step of K, whatever the bandwidth.
  /// - Returns: whether they were the tile's last; then the next tile's place is set.
  private mutating func queueOperands() -> Bool {
    for column in 0..<extent.columns {
      let place = (tileColumn &* tile.n &+ column) &* shape.k &+ depth
      queue(operands.map { $0.right[place] }, for: column)
      statistics.weightReads &+= 1
    }
    for row in 0..<extent.rows {
      let place = (tileRow &* tile.m &+ row) &* shape.k &+ depth
      queue(operands.map { $0.left[place] }, for: columns &+ row)
      statistics.inputReads &+= 1
    }
    depth &+= 1
    guard depth == shape.k else { return false }
    depth = 0
    tileColumn &+= 1
    if tileColumn &* tile.n >= shape.n {
      tileColumn = 0
      tileRow &+= 1
    }
    return true
  }

  private mutating func queue(_ value: Float?, for destination: Int) {
    ports[destination / leaves].push(MeshDistribution.Packet(value: value ?? 0, destination: destination))
  }

  /// Writes outputs to their places.
  /// - Returns: whether the tile's last was among them.
  private mutating func drain(_ bus: inout CollectionBus) -> Bool {
    var isTileWritten = false
    let tilesAcross = (shape.n - 1) / tile.n + 1
    writeQueue.drain(&bus) { packet in
      let row = finishedTiles / tilesAcross * tile.m + packet.virtualNeuron / extent.columns
      let column = finishedTiles % tilesAcross * tile.n + packet.virtualNeuron % extent.columns
      results[row * shape.n + column] = packet.value
      statistics.psumWrites &+= 1
      written &+= 1
      tileWritten &+= 1
      isTileWritten = tileWritten == extent.count
    }
    if isTileWritten {
      tileWritten = 0
      finishedTiles &+= 1
    }
    return isTileWritten
  }

  private mutating func advance(isTileSent: Bool, isTileWritten: Bool) {
    switch state {
    case .configure: state = .distribute
    case .distribute:
      if isTileSent { state = tileRow &* tile.m >= shape.m ? .allSent : .wait }
    case .wait:
      if isTileWritten { state = .configure }
    case .allSent: break
    }
  }

  /// Each port with something queued sends one packet.
  private mutating func send(_ distribution: inout MeshDistribution, to mesh: inout Mesh) {
    for port in 0..<ports.count where !ports[port].isEmpty {
      let packet = ports[port].pop()
      if packet.destination < columns {
        statistics.portWeights[port] &+= 1
      } else {
        statistics.portInputs[port] &+= 1
      }
      distribution.send(packet, port: port, to: &mesh)
    }
  }
}
