import Tensors

/// An arithmetic function applied to each element: the same type and shape come out.
package struct ArithmeticMap<Function: ArithmeticFunction>: Operator {
  package let function: Function

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: Function.types)
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    return [try function.map(try inputs.take(0), threads: context.threads)]
  }
}

/// The loop of ``ArithmeticFunction/map(_:threads:)``.
struct ArithmeticKernel<Function: ArithmeticFunction>: ArithmeticVisitor {
  let function: Function
  let threads: Int
  var value: Tensor

  mutating func visit<Element: ArithmeticElement>(_: Element.Type) {
    let function = function
    value.transform(as: Element.self, threads: threads) { source, target in
      mapElements(source, to: target) { function($0) }
    }
  }
}

/// A floating-point function applied to each element: the same type and shape come out.
package struct RealMap<Function: RealFunction>: Operator {
  package let function: Function

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try outputShape(of: inputs)
    var value = try inputs.take(0)
    let function = function
    if value.dataType == .float64 {
      value.transform(as: Double.self, threads: context.threads) { source, target in
        mapElements(source, to: target) { function($0) }
      }
    } else {
      value.transform(as: Float.self, threads: context.threads) { source, target in
        function.map(source, to: target)
      }
    }
    return [value]
  }
}
