import Workload

/// The matrix product of whole numbers, computed in whole numbers.
/// - Parameters:
///   - left: A, `[m][k]`.
///   - right: the element of B at a row (of K) and a column (of N).
/// - Returns: `[m][n]`.
func wholeProduct(_ shape: MatrixShape, _ left: [Float], right: (_ row: Int, _ column: Int) -> Float) -> [Float] {
  let a = left.map { Int($0) }
  let b = (0..<shape.n).map { column in (0..<shape.k).map { Int(right($0, column)) } }
  return (0..<shape.m).flatMap { m in
    b.map { column in Float((0..<shape.k).reduce(0) { $0 + a[m * shape.k + $1] * column[$1] }) }
  }
}
