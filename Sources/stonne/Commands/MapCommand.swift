import ArgumentParser
import Hardware
import Mapping
import ModelRunner
import Reports
import Validation
import Workload

/// `stonne map`: which tile a layer gets, what it costs, and how far that is from the best.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Choose tiles for one layer or every layer of a network, and predict their cycles.",
    discussion: """
      Cycles and energy come from the simulator, run without values. The best tile is searched for among all \
      that fit on the array, of any size in every loop; 100 % of best says that the mapper's is as good. `proven` \
      says that no other tile is better; else the last column is the share of the best tile's cost that \
      no tile can do without.
      """)

  @Argument(help: "A network, an ONNX file; or give --conv or --gemm.")
  var model: String?

  @Option(
    help: ArgumentHelp("One convolution: R, S, C, K, X, Y, and G, N, strides.", valueName: "R=3,S=3,..."),
    transform: { try ConvolutionArgument($0) })
  var conv: ConvolutionArgument?

  @Option(
    help: ArgumentHelp("One matrix product.", valueName: "M=20,N=20,K=256"),
    transform: { try MatrixArgument($0) })
  var gemm: MatrixArgument?

  @Option(
    name: .customLong("hw"), help: ArgumentHelp("Hardware file (default: a MAERI array).", valueName: "file"))
  var hardware: String?

  @Option(
    name: .customLong("bind"), parsing: .singleValue,
    help: ArgumentHelp("Value of a symbolic dimension; repeatable.", valueName: "dim=n"))
  var bindings: [DimensionBinding] = []

  @Option(help: "Who chooses.")
  var mapper: MapperName = .stonne

  @Option(help: "Share of zeros, 0 to 1, in the operand that MAGMA reads as sparse.")
  var sparsity: Float = 0

  @Flag(help: "Do not look for the best tile.")
  var noOptimum = false

  @Option(help: ArgumentHelp("How many of the best tiles to show.", valueName: "n"))
  var top = 1

  @Flag(help: "Run STONNE's acceptance suites for its mapper instead, and print their table.")
  var suite = false

  @OptionGroup var search: SearchOptions

  @Option(
    name: .customLong("energy-table"),
    help: ArgumentHelp("Energy of each component (default: the shipped table).", valueName: "file"))
  var energyTable: String?

  @Option(
    help: ArgumentHelp("Write a tile file a layer into this folder, for `stonne run --tiles`.", valueName: "dir"))
  var out: String?

  @Option(help: "What goes to stdout.")
  var format: ReportFormat = .table

  @OptionGroup var host: HostOptions

  mutating func validate() throws {
    guard [model != nil, conv != nil, gemm != nil, suite].filter({ $0 }).count == 1 else {
      throw ValidationError("one of MODEL, --conv, --gemm and --suite is needed.")
    }
    guard (0...1).contains(sparsity) else { throw ValidationError("--sparsity \(sparsity): between 0 and 1.") }
    guard top >= 1 else { throw ValidationError("--top \(top): 1 or more.") }
    guard top == 1 || !noOptimum else { throw ValidationError("--top \(top) needs the search for the best tile.") }
    if out?.isEmpty == true { throw ValidationError("--out needs the name of a folder.") }
  }

  mutating func run() throws {
    if suite { return try runSuite() }
    let machine = try hardware.map { try HardwareConfiguration(path: $0) } ?? HardwareConfiguration()
    if machine.controller == .sigmaSparseGEMM, search.target != .performance {
      throw CommandError.targetWithoutTiles(search.target, machine.controller)
    }
    var options = MappingPlan.Options()
    options.comparison.mapper = mapper
    options.comparison.target = search.target
    options.comparison.rows = .sparsity(sparsity)
    options.comparison.searches = !noOptimum
    options.comparison.wanted = top
    options.comparison.limits = search.limits
    options.threads = host.threadCount
    if let energyTable {
      options.energyTable = try EnergyTable(path: energyTable)
      try options.energyTable.requireEveryCost(path: energyTable)
    }
    let layers = try layers(on: machine)
    try OutputConflict.requireNone(
      writing: search.files + (out.map { TileFiles.files(of: layers, in: $0) } ?? []),
      reading: (model.map { NamedFile.model($0) } ?? []) + NamedFile.option("--hw", hardware)
        + NamedFile.option("--energy-table", energyTable))
    let cache = try search.mappingCache()
    if let cache { options.memory = cache.memory }
    let plan = try MappingPlan(layers, on: machine, options: options)
    try search.write(cache, quietly: host.quiet)
    if let out { try TileFiles(plan).write(to: out) }
    let document = MappingDocument(plan)
    switch format {
    case .table:
      StandardStreams.writeOutput(
        MappingTable(document).text(width: StandardStreams.outputWidth, style: StandardStreams.outputStyle))
    case .json: StandardStreams.writeOutput(try JSONText.encode(document))
    case .csv: StandardStreams.writeOutput(MappingCSV(document).text)
    }
  }

  private func runSuite() throws {
    let report = try MapperSuiteReport(threads: host.threadCount)
    StandardStreams.writeOutput(report.markdown)
    guard report.passed else { throw ExitStatus.checkFailed }
  }

  private func layers(on machine: HardwareConfiguration) throws -> [MappingPlan.Entry] {
    if let model {
      let extents = Dictionary(bindings.map { ($0.name, $0.extent) }, uniquingKeysWith: { _, last in last })
      let layers = try ModelInspection(path: model, bindings: extents, on: machine).layers
      for entry in layers { try check(entry.layer, on: machine) }
      return layers
    }
    let layer = try self.layer(on: machine)
    try check(layer, on: machine)
    return [MappingPlan.Entry(index: 0, name: "layer", layer: layer, runs: 1)]
  }

  /// Sparse operands are made, full ones; dense layers are timed by their extents.
  private func check(_ layer: Layer, on machine: HardwareConfiguration) throws {
    if let reason = layer.fault { throw CommandError.layer(layer, reason: reason) }
    if machine.controller.isSparse { try MemoryNeed.require(for: layer, limit: host.memoryLimit) }
  }

  private func layer(on machine: HardwareConfiguration) throws -> Layer {
    if let conv {
      let layer = Layer.convolution(conv.shape)
      guard machine.controller == .maeriDense else {
        throw CommandError.layer(
          layer, reason: "\(machine.controller.rawValue) runs matrix products only: give its im2col form as --gemm"
        )
      }
      return layer
    }
    let shape = gemm?.shape ?? MatrixShape(m: 1, n: 1, k: 1)
    return switch machine.controller {
    case .maeriDense, .tpuDense: .denseGEMM(shape)
    case .sigmaSparseGEMM: .sparseGEMM(shape, SparseGEMMOptions(dataflow: .leftStationary))
    case .magmaSparseDense: .sparseDense(shape)
    }
  }
}
