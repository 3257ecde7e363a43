import Tensors

/// SequenceMap-17 (ONNX Operators): subgraph `body` for each position of sequence input 0; its outputs make one
/// sequence each.
///
/// Further inputs are sequences of the same length, of which the body gets the element of the position, or
/// tensors, which it gets whole each time.
package struct SequenceMap: ValueOperator {
  private let body: Subgraph
  private let inputCount: Int
  private let outputCount: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    body = try Subgraph("body", of: node)
    inputCount = node.node.inputs.count
    outputCount = node.node.outputs.count
    guard body.inputNames.count == inputCount, body.outputs.count == outputCount else {
      throw .attribute(
        "body", found: "a graph of \(body.inputNames.count) inputs and \(body.outputs.count) outputs",
        expected: "one of \(inputCount) inputs and \(outputCount) outputs")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact](repeating: .unknown, count: outputCount)
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let length = try inputs.sequence(0).count
    var arguments: [Value] = []
    for index in 0..<inputCount {
      let argument = try inputs.requiredValue(index)
      if case .sequence(let elements) = argument, elements.count != length {
        throw .value("input \(index) has \(elements.count) elements where input 0 has \(length)")
      }
      arguments.append(argument)
    }
    var outputs = [[Value]](repeating: [], count: outputCount)
    var stacked = 0
    let context = context.looping()
    for position in 0..<length {
      try context.nextRound()
      let elements = arguments.map { if case .sequence(let elements) = $0 { elements[position] } else { $0 } }
      let results = try body.run(elements, capturing: inputs, in: context.holding(stacked))
      for (index, result) in results.enumerated() {
        stacked += result.stackedBytes
        outputs[index].append(result)
      }
      try context.requireMemory(stacked)
    }
    return outputs.map(Value.sequence)
  }
}
