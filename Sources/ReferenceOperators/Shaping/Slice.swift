import Tensors

/// Slice (ONNX Operators): every step-th element of a range along each named axis.
///
/// Opsets 1 to 9: attributes `starts`, `ends`, `axes`. Opset 10 and later: inputs starts, ends, axes, steps.
/// Negative positions count from the end; positions beyond it are held to it, so that the extreme integers
/// mean "to the end". A negative step walks backwards; unlike Python's, it starts at the first element where the
/// start lies before it.
package struct Slice: Operator {
  private let starts: IntegerParameter
  private let ends: IntegerParameter
  private let axes: IntegerParameter
  private let steps: IntegerParameter

  package init(_ node: NodeReader) throws(OperatorError) {
    starts = try IntegerParameter("starts", inputSince: 10, index: 1, node)
    ends = try IntegerParameter("ends", inputSince: 10, index: 2, node)
    axes = try IntegerParameter("axes", inputSince: 10, index: 3, node)
    steps = node.version >= 10 ? .input(4) : .attribute(nil)
  }

  /// The elements that one axis keeps.
  private struct Selection {
    var start: Int
    var step: Int
    var count: Int

    init(all extent: Int) { (start, step, count) = (0, 1, extent) }

    init(start: Int, end: Int, step: Int, extent: Int) throws(OperatorError) {
      guard step != 0 else { throw .value("a step of 0") }
      func position(_ value: Int, from low: Int) -> Int {
        let counted = value < 0 ? value.addingReportingOverflow(extent).partialValue : value
        return min(max(counted, low), step > 0 ? extent : extent - 1)
      }
      self.start = position(start, from: 0)
      self.step = step
      let distance = position(end, from: step > 0 ? 0 : -1) - self.start
      // |distance| <= extent, so only the step can be extreme.
      let whole = distance / step
      count = max(distance % step == 0 ? whole : whole + ((distance < 0) == (step < 0) ? 1 : 0), 0)
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    let selections = try selections(of: extents, inputs)
    return [ValueFact(input.dataType, selections.map { $0?.count })]
  }

  /// What each axis keeps; `nil` where that is not known.
  private func selections(of extents: [Int?], _ inputs: InputFacts) throws(OperatorError) -> [Selection?] {
    let nothing = [Selection?](repeating: nil, count: extents.count)
    let axes: [Int]
    let startKnowledge = try starts.resolve(inputs)
    switch try self.axes.resolve(inputs) {
    case .unknown: return nothing
    case .known(let values): axes = try Axes.indices(values, rank: extents.count)
    case .absent:
      guard case .known(let starts) = startKnowledge else { return nothing }
      guard starts.count <= extents.count else { throw .value("\(starts.count) starts for \(extents.count) axes") }
      axes = Array(starts.indices)
    }
    var selections = extents.map { $0.map(Selection.init(all:)) }
    guard case .known(let starts) = startKnowledge, case .known(let ends) = try self.ends.resolve(inputs) else {
      if case .absent = startKnowledge { throw .missingInput(index: 1) }
      for axis in axes { selections[axis] = nil }
      return selections
    }
    var steps = [Int](repeating: 1, count: axes.count)
    switch try self.steps.resolve(inputs) {
    case .absent: break
    case .known(let values): steps = values
    case .unknown:
      for axis in axes { selections[axis] = nil }
      return selections
    }
    guard starts.count == axes.count, ends.count == axes.count, steps.count == axes.count else {
      throw .value(
        "\(starts.count) starts, \(ends.count) ends, \(axes.count) axes and \(steps.count) steps differ")
    }
    for (index, axis) in axes.enumerated() {
      guard let extent = extents[axis] else { continue }
      selections[axis] = try Selection(
        start: starts[index], end: ends[index], step: steps[index], extent: extent)
    }
    return selections
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let extents = try inputs.required(0).shape.extents
    let selections = try selections(of: extents, InputFacts(inputs)).compactMap { $0 }
    let input = try inputs.take(0)
    if shape == input.shape, selections.allSatisfy({ $0.step == 1 }) { return [input] }
    let strides = input.shape.strides
    var start = 0
    var steps: [Int] = []
    for (axis, selection) in selections.enumerated() {
      // A step past the end is taken by nobody; 0 keeps the product in range.
      steps.append(selection.count > 1 ? selection.step * strides[axis] : 0)
      start += selection.count > 0 ? selection.start * strides[axis] : 0
    }
    let copy = StridedCopy(
      extents: shape.extents, source: steps, target: shape.strides, sourceStart: start)
    return [
      try Tensor.moved(type, shape, from: [input], by: StridedMovement(copies: [copy], threads: context.threads))
    ]
  }
}
