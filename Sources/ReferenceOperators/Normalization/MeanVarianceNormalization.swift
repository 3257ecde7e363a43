import Tensors

/// ONNX MeanVarianceNormalization (9, 13): (x - mean) / (deviation + 1e-9), both over the named axes.
///
/// Input and output: floats, of one shape. Attribute `axes` (default [0, 2, 3]: all but the channels).
package struct MeanVarianceNormalization: Operator {
  private let axes: [Int]

  package init(_ reader: NodeReader) throws(OperatorError) { axes = try reader.ints("axes") ?? [0, 2, 3] }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    if let rank = input.extents?.count { _ = try Axes.indices(axes, rank: rank) }
    return [ValueFact(input.dataType, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let input = try inputs.take(0)
    var kernel = StandardizedGroups(values: input, axes: try Axes.indices(axes, rank: input.shape.rank))
    return [try input.dataType.dispatch(&kernel)]
  }
}

/// The elements that share their position along the axes that are kept make a group.
private struct StandardizedGroups: RealVisitor {
  var values: Tensor
  let axes: [Int]

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let shape = values.shape
    let kept = try Shape(checked: shape.extents.indices.map { axes.contains($0) ? 1 : shape[$0] })
    let groups = groups(in: shape, kept: kept)
    values.withMutableElements(as: Element.self) { elements in
      let size = Double(elements.count) / Double(max(kept.count, 1))
      var means = [Double](repeating: 0, count: kept.count)
      for (group, value) in zip(groups, elements) { means[group] += Double(value) / size }
      var variances = [Double](repeating: 0, count: kept.count)
      for (group, value) in zip(groups, elements) {
        let distance = Double(value) - means[group]
        variances[group] += distance * distance / size
      }
      for (index, group) in groups.enumerated() {
        let deviation = variances[group].squareRoot() + 1e-9
        elements[index] = Element((Double(elements[index]) - means[group]) / deviation)
      }
    }
    return values
  }

  /// The group of each element, in row-major order.
  private func groups(in shape: Shape, kept: Shape) -> [Int] {
    let strides = kept.strides
    var groups: [Int] = []
    groups.reserveCapacity(shape.count)
    Indices.forEachPosition(of: shape.extents) { position in
      groups.append(position.indices.reduce(0) { axes.contains($1) ? $0 : $0 + position[$1] * strides[$1] })
    }
    return groups
  }
}
