import Tensors

/// Loop (ONNX Operators): subgraph `body` again and again, its carried values handed from one iteration to the
/// next, its scan outputs stacked along a new first axis.
///
/// Inputs: the most iterations (int64) and the first condition (bool), either may be omitted but not both, then
/// the carried values. The body takes iteration number, condition and carried values, and gives condition,
/// carried values and scan outputs.
///
/// A loop that has not ended after a million iterations, those of loops within it included, is refused: nobody can
/// tell whether it ever would (``LoopRounds``).
package struct Loop: ValueOperator {
  private let body: Subgraph
  private let carriedCount: Int
  private let outputCount: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    body = try Subgraph("body", of: node)
    carriedCount = max(node.node.inputs.count - 2, 0)
    outputCount = node.node.outputs.count
    guard node.hasInput(0) || node.hasInput(1) else {
      throw .value("a loop with neither a number of iterations nor a condition never ends")
    }
    guard body.inputNames.count == carriedCount + 2, body.outputs.count == outputCount + 1,
      outputCount >= carriedCount
    else {
      throw .attribute(
        "body", found: "a graph of \(body.inputNames.count) inputs and \(body.outputs.count) outputs",
        expected: "one of \(carriedCount + 2) inputs and \(outputCount + 1) outputs")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try inputs.check(0, of: [.int64])
    try inputs.check(1, of: [.bool])
    return (0..<outputCount).map { body.declared($0 + 1) }
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let limit = inputs[0]?.integers.first ?? .max
    var goesOn = try inputs[1]?.condition() ?? true
    var carried: [Value] = []
    for index in 0..<carriedCount { carried.append(try inputs.requiredValue(index + 2)) }
    var scans = [[Value]](repeating: [], count: outputCount - carriedCount)
    var stacked = 0
    var iteration = 0
    let context = context.looping()
    while goesOn, iteration < limit {
      try context.nextRound(carrying: carried.reduce(0) { $0 + $1.elementCount })
      let arguments = [.tensor(Tensor(scalar: Int64(iteration))), .tensor(Tensor(scalar: goesOn))] + carried
      let results = try body.run(arguments, capturing: inputs, in: context.holding(stacked))
      goesOn = try results[0].condition()
      carried = Array(results[1..<1 + carriedCount])
      for index in scans.indices {
        stacked += results[1 + carriedCount + index].stackedBytes
        scans[index].append(results[1 + carriedCount + index])
      }
      try context.requireMemory(stacked)
      iteration += 1
    }
    return try carried
      + scans.enumerated().map { index, slices throws(OperatorError) in
        .tensor(try ScanOutput(body, 1 + carriedCount + index).stacked(slices, axis: 0))
      }
  }
}

/// The stack of what a subgraph's output is in each iteration.
struct ScanOutput {
  private let type: DataType
  private let extents: [Int]

  /// The declaration of the output says what an empty stack looks like: extents that it leaves open are 0.
  init(_ body: Subgraph, _ output: Int) {
    type = body.outputs[output].dataType ?? .float32
    extents = (body.outputs[output].extents ?? []).map { if case .fixed(let extent) = $0 { extent } else { 0 } }
  }

  func stacked(_ values: [Value], axis: Int) throws(OperatorError) -> Tensor {
    let slices = values.compactMap(\.tensor)
    guard slices.count == values.count else { throw .value("a scan output that is no tensor cannot be stacked") }
    let rank = slices.first?.shape.rank ?? extents.count
    return try .stacked(
      slices, axis: Axes.index(axis, rank: rank + 1), type: slices.first?.dataType ?? type,
      extents: slices.first?.shape.extents ?? extents)
  }
}
