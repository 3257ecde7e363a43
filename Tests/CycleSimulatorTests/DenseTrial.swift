import CycleSimulator
import Hardware
import Tensors
import Workload

/// A random dense layer on a random linear array, small enough to step.
struct DenseTrial: CustomStringConvertible {
  var shape: ConvolutionShape
  var tile: Tile
  var hardware: HardwareConfiguration

  init(using random: inout SplitMix64) {
    func pick(_ values: [Int]) -> Int { values.randomElement(using: &random) ?? 1 }
    let multipliers = pick([2, 4, 8, 16, 32])
    let powers = [1, 2, 4, 8, 16, 32].filter { $0 <= multipliers }
    hardware = HardwareConfiguration(
      multipliers: multipliers,
      reduceNetwork: [.augmentedTree, .foldingTree, .temporal][pick([0, 0, 0, 1, 1, 2])],
      accumulationBuffer: pick([0, 1]), distributionBandwidth: pick(powers), collectionBandwidth: pick(powers))
    let r = pick([1, 1, 2, 3])
    let s = pick([1, 2, 3, 4])
    let g = pick([1, 1, 1, 2, 3])
    let stride = pick([1, 1, 1, 2, 3])
    shape = ConvolutionShape(
      r: r, s: s, c: g * pick([1, 2, 3, 5]), k: g * pick([1, 2, 3, 4, 6]), g: g, n: pick([1, 1, 2, 3]),
      x: r + stride * pick([0, 1, 2, 4]), y: s + stride * pick([0, 1, 3, 5]), stride: stride)
    tile = Tile(
      r: pick([1, r]), s: pick([1, 2, s, s]), c: pick([1, 1, 2]), k: pick([1, 1, 2, 3]), g: pick([1, 1, 2]),
      n: pick([1, 1, 2]), x: pick([1, 1, 2]), y: pick([1, 1, 1, 2]))
  }

  var layer: Layer { .convolution(shape) }
  var isLegal: Bool { TileLegality.violation(of: tile, for: layer, on: hardware) == nil }

  /// Operands from -1 to 1, or whole numbers from -4 to 4.
  func operands(whole: Bool, using random: inout SplitMix64) -> LayerOperands {
    func value() -> Float { whole ? Float(Int(random.next() % 9)) - 4 : random.nextUnit() * 2 - 1 }
    return LayerOperands(
      left: (0..<layer.leftCount).map { _ in value() }, right: (0..<layer.rightCount).map { _ in value() })
  }

  func run(_ engine: SimulationEngine, _ operands: LayerOperands?) -> Result<LayerResult, SimulationError> {
    Result { () throws(SimulationError) in
      try simulate(layer, operands: operands, on: hardware, tile: tile, engine: engine)
    }
  }

  var description: String { "\(shape) \(tile) \(hardware)" }
}
