import Tensors

/// A function of two integers of one type.
package protocol IntegerFunction: Sendable {
  func callAsFunction<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element
}

/// BitwiseAnd-18 (ONNX Operators).
package struct BitwiseAnd: IntegerFunction {
  package func callAsFunction<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { a & b }
}

/// BitwiseOr-18 (ONNX Operators).
package struct BitwiseOr: IntegerFunction {
  package func callAsFunction<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { a | b }
}

/// BitwiseXor-18 (ONNX Operators).
package struct BitwiseXor: IntegerFunction {
  package func callAsFunction<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element { a ^ b }
}

/// BitShift-11 (ONNX Operators): attribute `direction` is LEFT or RIGHT (required). Shifts by the width of
/// the type or more give 0.
package struct BitShift: IntegerFunction {
  private let isLeft: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    let direction = try node.required("direction", node.string("direction"))
    guard direction == "LEFT" || direction == "RIGHT" else {
      throw .attribute("direction", found: direction, expected: "LEFT or RIGHT")
    }
    isLeft = direction == "LEFT"
  }

  package func callAsFunction<Element: FixedWidthInteger>(_ a: Element, _ b: Element) -> Element {
    isLeft ? a << b : a >> b
  }
}

/// An integer function on one element type.
private struct IntegerPair<Function: IntegerFunction, Element: FixedWidthInteger>: PairFunction {
  let function: Function

  func callAsFunction(_ a: Element, _ b: Element) -> Element { function(a, b) }
}

/// An integer function of two tensors of one type with broadcasting.
package struct IntegerMap<Function: IntegerFunction>: Operator {
  package let function: Function

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let operands = try BinaryOperands(inputs, of: DataType.integers, nil)
    return [ValueFact(operands.type, operands.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var kernel = Kernel(function: function, left: try inputs.take(0), right: try inputs.take(1), shape: shape)
    return [try type.dispatch(&kernel)]
  }

  private struct Kernel: IntegerVisitor {
    let function: Function
    let left: Tensor
    let right: Tensor
    let shape: Shape

    mutating func visit<Element: ArithmeticElement & FixedWidthInteger>(_: Element.Type) -> Tensor {
      left.withElements(as: Element.self) { a in
        right.withElements(as: Element.self) { b in
          Tensor(shape, of: Element.self) { result in
            BroadcastWalk([left.shape, right.shape], to: shape).combine(
              a, b, into: result, IntegerPair(function: function))
          }
        }
      }
    }
  }
}

/// BitwiseNot-18 (ONNX Operators).
package struct BitwiseNot: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.integers)
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let input = try inputs.take(0)
    let result = input.withUnsafeBytes { source in
      Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in
        for i in 0..<source.count { target[i] = ~source[i] }
      }
    }
    return [result]
  }
}
