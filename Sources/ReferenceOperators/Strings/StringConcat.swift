import Tensors

/// StringConcat-20 (ONNX Operators): the strings of input 0 with those of input 1 behind them, broadcast.
package struct StringConcat: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(.string, try BinaryOperands(inputs, of: [.string], nil).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let (left, right) = (try inputs.take(0), try inputs.take(1))
    let walk = BroadcastWalk([left.shape, right.shape], to: shape)
    var joined = [String](repeating: "", count: shape.count)
    (left.strings ?? []).withUnsafeBufferPointer { a in
      (right.strings ?? []).withUnsafeBufferPointer { b in
        joined.withUnsafeMutableBufferPointer { walk.combine(a, b, into: $0, Joining()) }
      }
    }
    return [try .texts(shape, joined)]
  }
}

private struct Joining: PairFunction {
  func callAsFunction(_ a: String, _ b: String) -> String { a + b }
}

extension Tensor {
  /// A string tensor, elements in row-major order.
  /// - Throws: ``OperatorError/shape(_:)`` where their number is not the shape's.
  static func texts(_ shape: Shape, _ strings: [String]) throws(OperatorError) -> Tensor {
    do { return try Tensor(shape, strings: strings) } catch { throw .shape(error.description) }
  }
}
