import Tensors

/// Scan-9 (ONNX Operators): subgraph `body` for each position of an axis of the scan inputs.
///
/// The last `num_scan_inputs` inputs are scanned along `scan_input_axes` (default 0), forwards or
/// (`scan_input_directions` = 1) backwards; those before are carried. The body's scan outputs are stacked along
/// `scan_output_axes` in `scan_output_directions`.
package struct Scan: Operator {
  private let body: Subgraph
  private let carriedCount: Int
  private let scanCount: Int
  private let outputCount: Int
  private let inputAxes: [Int]
  private let inputDirections: [Int]
  private let outputAxes: [Int]
  private let outputDirections: [Int]

  package init(_ node: NodeReader) throws(OperatorError) {
    body = try Subgraph("body", of: node)
    let scans = try node.required("num_scan_inputs", node.int("num_scan_inputs"))
    guard (1...max(node.node.inputs.count, 1)).contains(scans) else {
      throw .attribute("num_scan_inputs", found: "\(scans)", expected: "1 to the number of inputs")
    }
    scanCount = scans
    carriedCount = node.node.inputs.count - scans
    outputCount = node.node.outputs.count
    let scanOutputs = outputCount - carriedCount
    guard scanOutputs >= 0, body.inputNames.count == node.node.inputs.count, body.outputs.count == outputCount
    else {
      throw .attribute(
        "body", found: "a graph of \(body.inputNames.count) inputs and \(body.outputs.count) outputs",
        expected: "one of \(node.node.inputs.count) inputs and \(outputCount) outputs")
    }
    inputAxes = try Self.list("scan_input_axes", scans, node)
    inputDirections = try Self.list("scan_input_directions", scans, node)
    outputAxes = try Self.list("scan_output_axes", scanOutputs, node)
    outputDirections = try Self.list("scan_output_directions", scanOutputs, node)
  }

  private static func list(_ name: String, _ count: Int, _ node: NodeReader) throws(OperatorError) -> [Int] {
    let values = try node.ints(name) ?? [Int](repeating: 0, count: count)
    guard values.count == count else {
      throw .attribute(name, found: "\(values.count) numbers", expected: "\(count) numbers")
    }
    return values
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    (0..<outputCount).map(body.declared)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var carried: [Tensor] = []
    for index in 0..<carriedCount { carried.append(try inputs.required(index)) }
    var sequences: [(values: Tensor, axis: Int, isReverse: Bool)] = []
    for index in 0..<scanCount {
      let values = try inputs.required(carriedCount + index)
      let axis = try Axes.index(inputAxes[index], rank: values.shape.rank)
      sequences.append((values, axis, inputDirections[index] != 0))
    }
    let length = sequences[0].values.shape[sequences[0].axis]
    guard sequences.allSatisfy({ $0.values.shape[$0.axis] == length }) else {
      throw .shape("the scan inputs differ in length")
    }
    var scans = [[Tensor]](repeating: [], count: outputCount - carriedCount)
    for step in 0..<length {
      var arguments = carried
      for (values, axis, isReverse) in sequences {
        arguments.append(try values.slice(isReverse ? length - 1 - step : step, axis: axis))
      }
      let results = try body.run(arguments, capturing: inputs, in: context)
      carried = Array(results[..<carriedCount])
      for index in scans.indices { scans[index].append(results[carriedCount + index]) }
    }
    return try carried
      + scans.enumerated().map { index, slices throws(OperatorError) in
        try ScanOutput(body, carriedCount + index)
          .stacked(outputDirections[index] != 0 ? slices.reversed() : slices, axis: outputAxes[index])
      }
  }
}
