import CDatapath
import Workload

/// Instruction sets for which the datapath's kernels are compiled; all of them give the same bits.
enum DatapathTarget: CaseIterable {
  case baseline, x86v3, x86v4

  /// The best one that this processor has.
  static var best: DatapathTarget { allCases.last(where: \.isSupported) ?? .baseline }

  var isSupported: Bool { cdatapath_supports(target) }

  fileprivate var target: cdatapath_target {
    switch self {
    case .baseline: CDATAPATH_BASELINE
    case .x86v3: CDATAPATH_X86_64_V3
    case .x86v4: CDATAPATH_X86_64_V4
    }
  }
}

/// The matrix product as one accumulator an output computes it: products and sums each rounded to `Float`, the
/// K products added in ascending order.
///
/// - Parameters:
///   - left: A, `[m][k]`.
///   - right: B transposed, `[n][k]`.
/// - Returns: `[m][n]`.
func sequentialProduct(
  _ shape: MatrixShape, left: [Float], right: [Float], target: DatapathTarget = .best
) -> [Float] {
  precondition(left.count == shape.m * shape.k && right.count == shape.n * shape.k)
  let panel = UnsafeMutableBufferPointer<Float>.allocate(capacity: cdatapath_panel_floats())
  defer { panel.deallocate() }
  return left.withUnsafeBufferPointer { a in
    right.withUnsafeBufferPointer { b in
      Array(unsafeUninitializedCapacity: shape.m * shape.n) { outputs, count in
        cdatapath_sequential_product(
          target.target, shape.m, shape.n, shape.k, a.baseAddress, b.baseAddress, outputs.baseAddress,
          panel.baseAddress)
        count = shape.m * shape.n
      }
    }
  }
}
