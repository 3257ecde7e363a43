import Tensors

/// Normalizer (ai.onnx.ml, 1): each row over its norm, which attribute `norm` names: MAX (default; the largest
/// element), L1 (sum of magnitudes) or L2. A row of norm 0 stays. Input: float, double, int32 or int64 [features] or
/// [rows, features]; output: float of the same shape.
struct Normalizer: Operator {
  private enum Norm: String {
    case largest = "MAX"
    case magnitudes = "L1"
    case length = "L2"
  }

  private let norm: Norm

  init(_ node: NodeReader) throws(OperatorError) {
    let name = try node.string("norm", default: "MAX")
    guard let norm = Norm(rawValue: name) else {
      throw .attribute("norm", found: name, expected: "MAX, L1 or L2")
    }
    self.norm = norm
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: [.float32, .float64, .int32, .int64])
    if let rank = x.extents?.count, !(1...2).contains(rank) {
      throw .shape("features of rank \(rank) where 1 or 2 is accepted")
    }
    return [ValueFact(.float32, x.extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (_, shape) = try outputShape(of: inputs)
    var x = try inputs.take(0).cast(to: .float32)
    let width = shape[shape.rank - 1]
    x.withMutableElements(as: Float.self) { elements in
      for start in stride(from: 0, to: elements.count, by: max(width, 1)) {
        let divisor = size(UnsafeMutableBufferPointer(rebasing: elements[start..<start + width]))
        guard divisor != 0 else { continue }
        for i in start..<start + width { elements[i] = Float(Double(elements[i]) / divisor) }
      }
    }
    return [x]
  }

  private func size(_ row: UnsafeMutableBufferPointer<Float>) -> Double {
    switch norm {
    case .largest: Double(row.max() ?? 0)
    case .magnitudes: row.reduce(0) { $0 + Double(abs($1)) }
    case .length: row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
  }
}
