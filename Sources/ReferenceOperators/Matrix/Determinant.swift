import Tensors

/// Det (ONNX Operators, 11 and 22): the determinants of square matrices [..., M, M], by elimination with the
/// largest pivot, in double precision. Floats; output [...].
struct Determinant: Operator {
  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    let sides = extents.suffix(2)
    guard sides.count == 2, sides.first == sides.last || sides.contains(nil) else {
      throw .shape("matrices of shape \(BroadcastShape.text(extents)) where [..., M, M] is accepted")
    }
    return [ValueFact(input.dataType, extents.dropLast(2))]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    var kernel = Kernel(shape: try outputShape(of: inputs).shape, matrices: try inputs.take(0))
    return [try kernel.matrices.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let shape: Shape
    let matrices: Tensor

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      let side = matrices.shape[matrices.shape.rank - 1]
      return matrices.withElements(as: Element.self) { source in
        Tensor(shape, of: Element.self) { target in
          for index in 0..<target.count {
            let matrix = source[index * side * side..<(index + 1) * side * side].map { Double($0) }
            target[index] = Element(Self.determinant(matrix, side: side))
          }
        }
      }
    }

    private static func determinant(_ values: [Double], side: Int) -> Double {
      var matrix = values
      var product = 1.0
      for column in 0..<side {
        let pivot =
          (column..<side).max { abs(matrix[$0 * side + column]) < abs(matrix[$1 * side + column]) } ?? column
        let value = matrix[pivot * side + column]
        guard value != 0 else { return 0 }
        product *= pivot == column ? value : -value
        for i in column..<side where pivot != column { matrix.swapAt(pivot * side + i, column * side + i) }
        for row in column + 1..<max(side, column + 1) {
          let factor = matrix[row * side + column] / value
          for i in column..<side { matrix[row * side + i] -= factor * matrix[column * side + i] }
        }
      }
      return product
    }
  }
}
