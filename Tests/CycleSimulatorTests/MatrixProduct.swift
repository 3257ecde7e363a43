import Workload

/// The product of two matrices, each output added up in double precision.
/// - Parameters:
///   - left: A, `[m][k]`.
///   - right: the element of B at a row (of K) and a column (of N).
/// - Returns: `[m][n]`.
func matrixProduct(
  _ shape: MatrixShape, _ left: [Float], right: (_ row: Int, _ column: Int) -> Float
) -> [Float] {
  (0..<shape.m).flatMap { row in
    (0..<shape.n).map { column in
      Float(
        (0..<shape.k).reduce(0) { sum, depth in
          sum + Double(left[row * shape.k + depth]) * Double(right(depth, column))
        })
    }
  }
}
