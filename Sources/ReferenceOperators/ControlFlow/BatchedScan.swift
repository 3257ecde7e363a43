import Tensors

/// Scan-8 (ONNX Operators, version 8): subgraph `body` for each position of axis 1 of the scan inputs, for each
/// batch element (axis 0) by itself.
///
/// Inputs: the length of each batch element (int64, may be omitted: all of the axis), carried values [N, ...],
/// then `num_scan_inputs` scan inputs [N, length, ...], forwards or (`directions` = 1; default 0) backwards.
/// Outputs: the last carried values [N, ...], scan outputs [N, length, ...], 0 behind a shorter element's end.
package struct BatchedScan: ValueOperator {
  private let body: Subgraph
  private let carriedCount: Int
  private let outputCount: Int
  private let directions: [Int]

  package init(_ node: NodeReader) throws(OperatorError) {
    body = try Subgraph("body", of: node)
    let scans = try node.required("num_scan_inputs", node.int("num_scan_inputs"))
    let inputCount = node.node.inputs.count - 1
    guard scans >= 1, scans <= inputCount else {
      throw .attribute("num_scan_inputs", found: "\(scans)", expected: "1 to \(inputCount)")
    }
    carriedCount = inputCount - scans
    outputCount = node.node.outputs.count
    guard outputCount >= carriedCount, body.inputNames.count == inputCount, body.outputs.count == outputCount
    else {
      throw .attribute(
        "body", found: "a graph of \(body.inputNames.count) inputs and \(body.outputs.count) outputs",
        expected: "one of \(inputCount) inputs and \(outputCount) outputs")
    }
    directions = try node.ints("directions") ?? [Int](repeating: 0, count: scans)
    guard directions.count == scans else {
      throw .attribute("directions", found: "\(directions.count) numbers", expected: "\(scans) numbers")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try inputs.check(0, of: [.int64])
    return (0..<outputCount).map(body.declared)
  }

  package func evaluateValues(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Value] {
    let size = try Size(
      inputs, scanned: carriedCount + 1..<carriedCount + 1 + directions.count, in: context)
    for index in 0..<carriedCount {
      let shape = try inputs.required(index + 1).shape
      guard shape.extents.first == size.batch else {
        throw .shape("a carried value of shape \(shape) where \(size.batch) batch elements are needed")
      }
    }
    var outputs = [[Tensor]](repeating: [], count: outputCount)
    let context = context.looping()
    for element in 0..<size.batch {
      try context.nextRound()
      var carried: [Value] = []
      for index in 0..<carriedCount {
        carried.append(.tensor(try inputs.required(index + 1).slice(element, axis: 0)))
      }
      var sequences: [ScannedInput] = []
      for (index, direction) in directions.enumerated() {
        let values = try inputs.required(carriedCount + 1 + index).slice(element, axis: 0)
        sequences.append(ScannedInput(values: values, axis: 0, isReverse: direction != 0))
      }
      let scans = try body.scan(
        sequences, length: size.lengths[element], carried: &carried, capturing: inputs, in: context)
      for (index, value) in carried.enumerated() {
        guard let tensor = value.tensor else { throw .value("a carried value that is no tensor") }
        outputs[index].append(tensor)
      }
      for (index, slices) in scans.enumerated() {
        let stack = try ScanOutput(body, carriedCount + index).stacked(slices, axis: 0)
        outputs[carriedCount + index].append(try stack.extended(to: size.length))
      }
    }
    return try outputs.map { slices throws(OperatorError) in
      guard let first = slices.first else { throw .shape("a scan over no batch element has no shape") }
      return .tensor(try .stacked(slices, axis: 0, type: first.dataType, extents: first.shape.extents))
    }
  }

  /// How many batch elements and positions there are.
  private struct Size {
    let batch: Int
    let length: Int
    /// Of each batch element.
    let lengths: [Int]

    init(
      _ inputs: OperatorInputs, scanned: Range<Int>, in context: ExecutionContext
    ) throws(OperatorError) {
      let shape = try inputs.required(scanned.lowerBound).shape
      for index in scanned {
        let other = try inputs.required(index).shape
        guard other.rank >= 2, other.extents.prefix(2) == shape.extents.prefix(2) else {
          throw .shape("scan inputs of shapes \(shape) and \(other): batch and length have to agree")
        }
      }
      (batch, length) = (shape[0], shape[1])
      // Any number of empty elements takes no memory; what there is of each does.
      let (bytes, overflow) = batch.multipliedReportingOverflow(by: Value.leastBytes)
      try context.requireMemory(overflow ? .max : bytes)
      lengths = inputs[0]?.integers ?? [Int](repeating: length, count: batch)
      guard lengths.count == batch, lengths.allSatisfy({ $0 >= 0 && $0 <= shape[1] }) else {
        throw .value("lengths \(lengths) where \(shape[0]) of 0 to \(shape[1]) are accepted")
      }
    }
  }
}

extension Tensor {
  /// The tensor with zeros behind its first axis, up to `extent` positions.
  fileprivate func extended(to extent: Int) throws(OperatorError) -> Tensor {
    guard shape[0] < extent, dataType != .string else { return self }
    var extents = shape.extents
    extents[0] = extent
    let shape = try Shape(checked: extents)
    return withUnsafeBytes { source in
      Tensor(dataType, shape) { target in
        target.copyMemory(from: source)
        UnsafeMutableRawBufferPointer(rebasing: target[source.count...]).initializeMemory(
          as: UInt8.self, repeating: 0)
      }
    }
  }
}
