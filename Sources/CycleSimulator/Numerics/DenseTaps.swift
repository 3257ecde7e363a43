import Workload

/// The taps of a filter in the order in which a virtual neuron meets them: fold after fold, lane after lane. Tiles that
/// do not divide the filter add taps beyond it.
struct DenseTaps {
  private let plan: DensePlan
  /// The place of each tap in the filter `[r][s][c]`; ``filterSize`` where it lies beyond.
  let positions: [Int]
  /// The place of each tap's input relative to the window's first.
  private let offsets: [Int]
  /// Taps beyond the filter, whose inputs may lie beyond the tensor.
  private let outside: [(tap: Int, r: Int, s: Int, c: Int)]

  init(_ plan: DensePlan) {
    let shape = plan.shape
    let tile = plan.tile
    let channels = shape.channelsPerGroup
    self.plan = plan
    var positions: [Int] = []
    var offsets: [Int] = []
    var outside: [(tap: Int, r: Int, s: Int, c: Int)] = []
    for fold in 0..<plan.folding.folds {
      let firstS = fold % plan.folding.s * tile.s
      let firstR = fold / plan.folding.s % plan.folding.r * tile.r
      let firstC = fold / plan.folding.s / plan.folding.r * tile.c
      for lane in 0..<tile.virtualNeuronSize {
        let s = firstS + lane % tile.s
        let r = firstR + lane / tile.s % tile.r
        let c = firstC + lane / tile.s / tile.r
        let isInside = r < shape.r && s < shape.s && c < channels
        if !isInside { outside.append((positions.count, r, s, c)) }
        positions.append(isInside ? (r * shape.s + s) * channels + c : plan.shape.r * shape.s * channels)
        offsets.append((r * shape.y + s) * shape.c + c)
      }
    }
    self.positions = positions
    self.offsets = offsets
    self.outside = outside
  }

  var count: Int { positions.count }
  var filterSize: Int { plan.shape.r * plan.shape.s * plan.shape.channelsPerGroup }

  /// Collects the inputs of one output in the order of the taps.
  func gather(
    _ output: (n: Int, g: Int, x: Int, y: Int), of input: [Float], into gathered: inout [Float]
  ) {
    let shape = plan.shape
    let x = output.x * shape.stride
    let y = output.y * shape.stride
    let first = ((output.n * shape.x + x) * shape.y + y) * shape.c + output.g * shape.channelsPerGroup
    // Taps beyond the filter come back below: the tensor may end before them.
    let last = input.count - 1
    for tap in offsets.indices { gathered[tap] = input[min(first + offsets[tap], last)] }
    for (tap, r, s, c) in outside where x + r >= shape.x || y + s >= shape.y || c >= shape.channelsPerGroup {
      gathered[tap] = 0
    }
  }
}
