import Tensors

/// ONNX HannWindow, HammingWindow and BlackmanWindow (17): a - b cos(2 pi n / N) + c cos(4 pi n / N).
///
/// Input: the number of elements, a scalar of an index type. Output: [size], numbers. Attributes: `periodic`
/// (default 1: N is the size; else one less, so that the window is symmetric) and `output_datatype` (default float).
struct CosineWindow: Operator {
  /// The coefficients a, b and c.
  typealias Terms = (constant: Double, first: Double, second: Double)

  static let hann: Terms = (0.5, 0.5, 0)
  static let hamming: Terms = (25.0 / 46, 21.0 / 46, 0)
  static let blackman: Terms = (0.42, 0.5, 0.08)

  private let terms: Terms
  private let isPeriodic: Bool
  private let type: DataType

  init(_ node: NodeReader, _ terms: Terms) throws(OperatorError) {
    self.terms = terms
    isPeriodic = try node.flag("periodic", default: true)
    type = try DataType(code: node.int("output_datatype", default: 1), attribute: "output_datatype")
    guard DataType.numbers.contains(type) else {
      throw .attribute("output_datatype", found: type.name, expected: "a numeric type")
    }
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    _ = try inputs.required(0)
    guard let size = try inputs.integers(0) else { return [ValueFact(type, [nil])] }
    guard size.count == 1, size[0] >= 0 else { throw .value("a size of \(size) where one, 0 or more, is needed") }
    return [ValueFact(type, [size[0]])]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let period = Double(max(isPeriodic ? shape.count : shape.count - 1, 1))
    let values = Tensor(shape, of: Double.self) { target in
      for n in 0..<target.count {
        let angle = 2 * Double.pi * Double(n) / period
        target[n] = terms.constant - terms.first * Double.cos(angle) + terms.second * Double.cos(2 * angle)
      }
    }
    return [try values.cast(to: type)]
  }
}
