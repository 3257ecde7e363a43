import CycleSimulator
import Tensors
import TestSupport
import Workload

extension LayerTrial {
  /// How a trial ended.
  enum Outcome {
    case equal
    /// Both engines refuse it, for the same reason.
    case refused
    case mismatch(String)
  }

  /// Simulates with both engines, and compares every counter and output bit, and the outputs with arithmetic.
  func compare() -> Outcome {
    switch (run(.fast), run(.stepped)) {
    case (.success(let fast), .success(let stepped)):
      return (difference(fast, stepped) ?? arithmeticDifference(fast) ?? otherWaysDifference(fast)).map {
        .mismatch($0)
      } ?? .equal
    case (.failure(let fast), .failure(let stepped)):
      return fast == stepped ? .refused : .mismatch("Fast: \(fast), Stepped: \(stepped)")
    case (.failure(let error), .success): return .mismatch("only Fast fails: \(error)")
    case (.success, .failure(let error)): return .mismatch("only Stepped fails: \(error)")
    }
  }

  private func run(
    _ engine: SimulationEngine, priced: LayerResult? = nil, timingOnly: Bool = false
  ) -> Result<LayerResult, SimulationError> {
    Result { () throws(SimulationError) in
      try simulate(
        layer, operands: timingOnly ? nil : operands, on: hardware, tile: tile, engine: engine,
        priced: priced?.statistics)
    }
  }

  private func difference(_ fast: LayerResult, _ stepped: LayerResult) -> String? {
    if fast.cycles != stepped.cycles { return "\(fast.cycles) cycles of Fast, \(stepped.cycles) of Stepped" }
    if fast.statistics != stepped.statistics { return "the counters differ" }
    if !areEqual(fast.outputs, stepped.outputs) { return "the output bits differ" }
    return nil
  }

  /// Whole numbers have one sum; the sum of others depends on the order, within the error of single precision.
  private func arithmeticDifference(_ result: LayerResult) -> String? {
    guard values.numbers != .extremes else { return nil }
    let expected = plainOutput(of: layer, operands)
    let isRight =
      values.numbers == .whole
      ? result.outputs == expected
      : result.outputs.count == expected.count && zip(result.outputs, expected).allSatisfy { abs($0 - $1) < 1e-4 }
    return isRight ? nil : "the outputs are not the layer's"
  }

  /// The same from a layer that was priced before, and without operands.
  private func otherWaysDifference(_ result: LayerResult) -> String? {
    if !layer.timingDependsOnValues {
      guard case .success(let again) = run(.fast, priced: result), difference(again, result) == nil else {
        return "a priced layer differs"
      }
      guard case .success(let timing) = run(.fast, timingOnly: true), timing.statistics == result.statistics
      else { return "timing without operands differs" }
    }
    return nil
  }

  /// Bit for bit, whatever the payload of a NaN.
  private func areEqual(_ left: [Float], _ right: [Float]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
  }
}
