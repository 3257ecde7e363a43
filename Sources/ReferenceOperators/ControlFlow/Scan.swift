import Tensors

/// Scan-9 (ONNX Operators): subgraph `body` for each position of an axis of the scan inputs.
///
/// The last `num_scan_inputs` inputs are scanned along `scan_input_axes` (default 0), forwards or
/// (`scan_input_directions` = 1) backwards; those before are carried. The body's scan outputs are stacked along
/// `scan_output_axes` in `scan_output_directions`.
package struct Scan: ValueOperator {
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

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    var carried: [Value] = []
    for index in 0..<carriedCount { carried.append(try inputs.requiredValue(index)) }
    var sequences: [ScannedInput] = []
    for index in 0..<scanCount {
      let values = try inputs.required(carriedCount + index)
      let axis = try Axes.index(inputAxes[index], rank: values.shape.rank)
      sequences.append(ScannedInput(values: values, axis: axis, isReverse: inputDirections[index] != 0))
    }
    guard sequences.allSatisfy({ $0.length == sequences[0].length }) else {
      throw .shape("the scan inputs differ in length")
    }
    let scans = try body.scan(
      sequences, length: sequences[0].length, carried: &carried, capturing: inputs, in: context)
    return try carried
      + scans.enumerated().map { index, slices throws(OperatorError) in
        let ordered = outputDirections[index] != 0 ? slices.reversed() : slices
        return .tensor(try ScanOutput(body, carriedCount + index).stacked(ordered, axis: outputAxes[index]))
      }
  }
}

/// An input that a scan hands to its body a position at a time.
struct ScannedInput {
  let values: Tensor
  let axis: Int
  /// Last position first.
  let isReverse: Bool

  var length: Int { values.shape[axis] }
}

extension Subgraph {
  /// Runs the graph for `length` positions of the scanned inputs.
  /// - Parameter carried: handed from one position to the next.
  /// - Returns: what each of the outputs behind the carried ones is at each position.
  func scan(
    _ sequences: [ScannedInput], length: Int, carried: inout [Value], capturing inputs: OperatorInputs,
    in context: ExecutionContext
  ) throws(OperatorError) -> [[Value]] {
    let carriedCount = carried.count
    var scans = [[Value]](repeating: [], count: outputs.count - carriedCount)
    var stacked = 0
    let context = context.looping()
    for step in 0..<length {
      // Positions may be empty, and any number of those takes no memory.
      try context.nextRound()
      var arguments = carried
      for sequence in sequences {
        let position = sequence.isReverse ? length - 1 - step : step
        arguments.append(.tensor(try sequence.values.slice(position, axis: sequence.axis)))
      }
      let results = try run(arguments, capturing: inputs, in: context.holding(stacked))
      carried = Array(results[..<carriedCount])
      for index in scans.indices {
        stacked += results[carriedCount + index].stackedBytes
        scans[index].append(results[carriedCount + index])
      }
      try context.requireMemory(stacked)
    }
    return scans
  }
}
