import CDatapath
import Workload

/// The matrix product as one accumulator an output computes it: products and sums each rounded to `Float`, the
/// K products added in ascending order.
///
/// - Parameters:
///   - left: A, `[m][k]`.
///   - right: B transposed, `[n][k]`.
/// - Returns: `[m][n]`.
package func sequentialProduct(
  _ shape: MatrixShape, left: [Float], right: [Float], target: DatapathTarget = .best
) -> [Float] {
  precondition(left.count == shape.m * shape.k && right.count == shape.n * shape.k)
  let panel = UnsafeMutableBufferPointer<Float>.allocate(capacity: cdatapath_panel_floats())
  defer { panel.deallocate() }
  return left.withUnsafeBufferPointer { a in
    right.withUnsafeBufferPointer { b in
      Array(unsafeUninitializedCapacity: shape.m * shape.n) { outputs, count in
        cdatapath_sequential_product(
          target.code, shape.m, shape.n, shape.k, a.baseAddress, b.baseAddress, outputs.baseAddress,
          panel.baseAddress)
        count = shape.m * shape.n
      }
    }
  }
}
