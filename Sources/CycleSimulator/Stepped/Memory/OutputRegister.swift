import Workload

/// The memory's record of one virtual neuron: which output its next result belongs to.
struct OutputRegister {
  /// The position inside the tile.
  private let n: Int
  private let g: Int
  private let k: Int
  private let x: Int
  private let y: Int
  /// The tile in work, along each loop.
  private(set) var pass: DensePass
  private var tileX = 0
  private var tileY = 0
  private var collected = 0

  /// - Parameter neuron: its number; they are laid out by batch, group, filter, row and column.
  init(neuron: Int, _ plan: DensePlan) {
    let tile = plan.tile
    pass = DensePass(plan.folding)
    y = neuron % tile.y
    x = neuron / tile.y % tile.x
    k = neuron / (tile.y * tile.x) % tile.k
    g = neuron / (tile.y * tile.x * tile.k) % tile.g
    n = neuron / (tile.y * tile.x * tile.k * tile.g)
  }

  /// The index of the output; nil where the tile reaches beyond the tensor, whose results are dropped.
  func address(_ plan: DensePlan) -> Int? {
    let shape = plan.shape
    let tile = plan.tile
    let n = n &+ pass.n &* tile.n
    let g = g &+ pass.g &* tile.g
    let k = k &+ pass.k &* tile.k
    let x = x &+ tileX &* tile.x
    let y = y &+ tileY &* tile.y
    guard n < shape.n, g < shape.g, k < shape.filtersPerGroup, x < shape.outputX, y < shape.outputY
    else { return nil }
    let strides = plan.outputStrides
    return n &* strides.n &+ x &* strides.x &+ y &* strides.y &+ g &* strides.g &+ k
  }

  /// Takes note of a result, and goes on to the next output if it was the last of this one.
  /// - Returns: whether a partial sum has to go back.
  mutating func retire(_ plan: DensePlan) -> Bool {
    collected &+= 1
    guard collected == plan.retiredPerOutput else { return true }
    collected = 0
    let folding = plan.folding
    if wraps(&tileY, folding.y), wraps(&tileX, folding.x) { pass.advance() }
    return false
  }

  private func wraps(_ counter: inout Int, _ count: Int) -> Bool {
    counter &+= 1
    guard counter == count else { return false }
    counter = 0
    return true
  }

  mutating func skip(passes: Int) { pass.advance(by: passes) }

  /// - Parameter reference: the pass that the memory is in.
  func describe(_ state: inout MachineState, since reference: DensePass) {
    state.add(pass.index - reference.index)
    state.add(tileX)
    state.add(tileY)
    state.add(collected)
  }
}
