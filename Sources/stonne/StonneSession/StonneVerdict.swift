import CycleSimulator
import Workload

/// STONNE's test at the end of a run: do the simulated outputs equal the computed ones?
package struct StonneVerdict {
  /// The first output that differs, with what was simulated and what was computed.
  package let difference: (index: Int, simulated: Float, computed: Int)?
  private let layer: Layer

  package init(of layer: Layer, simulated: [Float], computed: [Int]) {
    self.layer = layer
    let index = zip(simulated, computed).enumerated().first { !Self.agrees($1.0, $1.1) }?.offset
    difference = index.map { ($0, simulated[$0], computed[$0]) }
  }

  package var passed: Bool { difference == nil }

  /// STONNE's tolerance of 0.05; where sums exceed 2^24, and floats skip whole numbers, a relative one.
  private static func agrees(_ simulated: Float, _ computed: Int) -> Bool {
    let distance = (Double(simulated) - Double(computed)).magnitude
    let magnitude = Double(computed.magnitude)
    return distance <= 0.05 || magnitude > 0x1p24 && distance <= magnitude * 1e-5
  }

  /// In STONNE's words and colours.
  package var text: String {
    guard let difference else { return "\u{1B}[1;32mTest passed correctly \u{1B}[0m\n\n" }
    let (place, name) =
      switch layer {
      case .convolution, .denseGEMM: ("\(difference.index)", "ofmap")
      case .sparseGEMM(let shape, _), .sparseDense(let shape):
        ("(\(difference.index / shape.n),\(difference.index % shape.n))", "out")
      }
    return "ERROR position \(place): Value \(name) simulator: \(difference.simulated). "
      + "Value \(name) CPU: \(difference.computed)\n\u{1B}[1;31mT test not passed\u{1B}[0m\n"
  }
}
