import ModelGraph
import ReferenceOperators
import Tensors

/// Adds one to every element, in place where it may; counts how often it could.
struct Increment: Operator {
  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [inputs[0] ?? .unknown] }

  func evaluate(_ inputs: inout OperatorInputs, in context: ExecutionContext) throws(OperatorError) -> [Tensor] {
    var value = try inputs.take(0)
    guard value.dataType == .float32 else {
      throw .dataType(input: 0, found: value.dataType, accepted: [.float32])
    }
    value.withMutableElements(as: Float.self) { elements in
      for index in elements.indices { elements[index] += 1 }
    }
    return [value]
  }
}

/// The sum of its inputs, captured values included.
struct SumOfAll: Operator {
  let count: Int

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] { [inputs[0] ?? .unknown] }

  func evaluate(_ inputs: inout OperatorInputs, in context: ExecutionContext) throws(OperatorError) -> [Tensor] {
    var sum: Float = 0
    for index in 0..<inputs.count {
      if let value = inputs[index] { sum += value.elements(as: Float.self)[0] }
    }
    return [Tensor](repeating: Tensor(scalar: sum), count: count)
  }
}

extension OperatorTable {
  static let standIns = OperatorTable([
    OperatorDefinition("Increment", since: 1) { _ in Increment() },
    OperatorDefinition("SumOfAll", since: 1) { node in SumOfAll(count: node.node.outputs.count) },
    OperatorDefinition("TwoOutputs", since: 1) { _ in SumOfAll(count: 2) },
    OperatorDefinition("Picky", since: 1) { node throws(OperatorError) in
      _ = try node.required("axis", node.int("axis"))
      return Increment()
    },
  ])
}
