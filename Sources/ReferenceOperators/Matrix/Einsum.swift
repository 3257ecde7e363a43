import Tensors

/// ONNX Einsum (12): the sum of the operands' products over all axes that the result does not name.
///
/// Inputs: one tensor a term of the equation, all of one numeric type. Output: an axis a label of the equation's
/// result. An extent of 1 stretches to the others of its label; a label twice in a term takes the diagonal.
/// Attribute: `equation`. Integers wrap.
package struct Einsum: Operator {
  private let equation: EinsumEquation

  package init(_ reader: NodeReader) throws(OperatorError) {
    equation = try EinsumEquation(reader.required("equation", reader.string("equation")))
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let type = try inputs.commonType(0..<inputs.count, of: DataType.numbers)
    var operands: [[Int?]] = []
    for index in 0..<inputs.count {
      guard let extents = try inputs.required(index).extents else { return [ValueFact(type, nil)] }
      operands.append(extents)
    }
    let labels = try equation.labels(ranks: operands.map(\.count))
    let extents = try Self.extents(of: labels, operands)
    return [ValueFact(type, try equation.resultLabels(of: labels).map { extents[$0] ?? nil })]
  }

  /// The extent of every label; one that is not known takes another operand's unless that is 1.
  private static func extents(
    of labels: [[EinsumEquation.Label]], _ operands: [[Int?]]
  ) throws(OperatorError) -> [EinsumEquation.Label: Int?] {
    var result: [EinsumEquation.Label: Int?] = [:]
    for (labels, extents) in zip(labels, operands) {
      for (label, extent) in zip(labels, extents) {
        guard let known = result[label] else {
          result[label] = .some(extent)
          continue
        }
        result[label] = try BroadcastShape.extents(of: [[known], [extent]])?[0]
      }
    }
    return result
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    var operands: [Tensor] = []
    for index in 0..<inputs.count { operands.append(try inputs.required(index)) }
    let labels = try equation.labels(ranks: operands.map(\.shape.rank))
    let extents = try Self.extents(of: labels, operands.map { $0.shape.extents })
    let kept = try equation.resultLabels(of: labels)
    var loops: [(label: EinsumEquation.Label, extent: Int)] = []
    for label in labels.joined() where !kept.contains(label) && !loops.contains(where: { $0.label == label }) {
      loops.append((label, (extents[label] ?? nil) ?? 1))
    }
    // The longest axis is the innermost loop.
    loops.sort { $0.extent < $1.extent }
    let box = try Shape(checked: loops.map(\.extent))
    let strides = zip(operands, labels).map { operand, labels in
      LabelStrides(labels: labels, shape: operand.shape)
    }
    var kernel = SummedProducts(
      operands: operands, output: shape, kept: kept.map { label in strides.map { $0.stride(of: label) } },
      summed: loops.map { loop in strides.map { $0.stride(of: loop.label) } }, extents: box.extents,
      threads: context.threads)
    return [try type.dispatch(&kernel)]
  }
}

/// How far an operand's element moves with a label.
private struct LabelStrides {
  let labels: [EinsumEquation.Label]
  let shape: Shape

  /// The sum over the axes of that label, so that a repeated one walks the diagonal; 0 for a stretched axis.
  func stride(of label: EinsumEquation.Label) -> Int {
    let strides = shape.strides
    return labels.indices.reduce(0) { labels[$1] == label && shape[$1] != 1 ? $0 + strides[$1] : $0 }
  }
}

/// The sums, one output after the other, by loops over the labels.
private struct SummedProducts: ArithmeticVisitor {
  let operands: [Tensor]
  let output: Shape
  /// By axis of the output and operand.
  let kept: [[Int]]
  /// By loop, outermost first, and operand.
  let summed: [[Int]]
  /// Of the summed labels.
  let extents: [Int]
  let threads: Int

  mutating func visit<Element: ArithmeticElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    // All operands one after another in one memory.
    let starts = operands.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let values = operands.flatMap { $0.elements(as: Element.self) }
    let rounds = extents.dropLast().reduce(1, *)
    let length = extents.last ?? 1
    let steps = summed.last ?? [Int](repeating: 0, count: operands.count)
    return Tensor(output, of: Element.self) { target in
      guard let target = target.baseAddress else { return }
      values.withUnsafeBufferPointer { values in
        concurrently(
          over: output.count, grain: max(1, elementsPerTask / max(rounds * length, 1)), threads: threads
        ) {
          for index in $0 {
            let origin = Self.move(Array(starts.dropLast()), to: index, output.extents, kept)
            var sum = Element.zero
            for round in 0..<rounds {
              let offsets = Self.move(origin, to: round, extents.dropLast(), summed.dropLast())
              sum = .sum(sum, Self.row(values, offsets, steps, length))
            }
            target[index] = sum
          }
        }
      }
    }
  }

  /// The operands' offsets at the position that `index` counts in a box of `extents`.
  private static func move(
    _ offsets: [Int], to index: Int, _ extents: some BidirectionalCollection<Int>,
    _ strides: some BidirectionalCollection<[Int]>
  ) -> [Int] {
    var offsets = offsets
    var rest = index
    for (extent, strides) in zip(extents.reversed(), strides.reversed()) {
      let (quotient, position) = rest.quotientAndRemainder(dividingBy: extent)
      for operand in offsets.indices { offsets[operand] += position * strides[operand] }
      rest = quotient
    }
    return offsets
  }

  /// The sum of the operands' products along the innermost loop.
  private static func row<Element: ArithmeticElement>(
    _ values: UnsafeBufferPointer<Element>, _ offsets: [Int], _ steps: [Int], _ length: Int
  ) -> Element {
    var sum = Element.zero
    if offsets.count == 2 {
      let (a, b, aStep, bStep) = (offsets[0], offsets[1], steps[0], steps[1])
      for i in 0..<length { sum = .sum(sum, .product(values[a + i * aStep], values[b + i * bStep])) }
      return sum
    }
    for i in 0..<length {
      var product = Element.one
      for operand in offsets.indices { product = .product(product, values[offsets[operand] + i * steps[operand]]) }
      sum = .sum(sum, product)
    }
    return sum
  }
}
