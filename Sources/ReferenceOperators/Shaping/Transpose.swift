import Tensors

/// Transpose (ONNX Operators): axis i of the output is axis `perm[i]` of the input; `perm` defaults to the
/// axes reversed.
package struct Transpose: Operator {
  private let permutation: [Int]?

  package init(_ node: NodeReader) throws(OperatorError) { permutation = try node.ints("perm") }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    return [ValueFact(input.dataType, try order(rank: extents.count).map { extents[$0] })]
  }

  private func order(rank: Int) throws(OperatorError) -> [Int] {
    guard let permutation else { return (0..<rank).reversed() }
    guard permutation.count == rank else {
      throw .attribute("perm", found: "\(permutation)", expected: "a permutation of \(rank) axes")
    }
    return try Axes.indices(permutation, rank: rank)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let order = try order(rank: shape.rank)
    let moved = order.filter { input.shape[$0] != 1 }
    // Only axes of extent 1 change places: the elements stay where they are.
    if moved == moved.sorted() { return [try input.withShape(shape)] }
    return [try input.permuted(order, threads: context.threads)]
  }
}

extension Tensor {
  /// The elements in the order of the given axes.
  /// - Precondition: `order` is a permutation of the axes.
  package func permuted(_ order: [Int], threads: Int = 1) throws(OperatorError) -> Tensor {
    let target = try Shape(checked: order.map { shape[$0] })
    let strides = shape.strides
    let copy = StridedCopy(extents: target.extents, source: order.map { strides[$0] }, target: target.strides)
    return try Tensor.moved(dataType, target, from: [self], by: StridedMovement(copies: [copy], threads: threads))
  }
}
