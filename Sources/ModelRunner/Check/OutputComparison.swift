import Tensors

/// One output held against what it should be.
///
/// It passes when the types and shapes are equal and `abs(a - b) <= absolute + relative * max(abs(b))`
/// everywhere, where the maximum is taken over the finite elements of the expected tensor. NaN equals
/// NaN; an infinity equals the same infinity only.
package struct OutputComparison: Sendable, Equatable {
  package let name: String
  package let passed: Bool
  /// Largest difference of two finite elements; infinite where one of a pair is not finite and differs.
  package let maxAbsoluteError: Double
  /// ``maxAbsoluteError`` over the largest expected magnitude.
  package let maxRelativeError: Double
  /// Why it failed, where a number does not say it.
  package let reason: String?

  package init(name: String, found: Tensor, expected: Tensor, tolerance: ToleranceOverride) {
    self.name = name
    if let reason = Self.mismatch(found, expected) {
      passed = false
      maxAbsoluteError = .infinity
      maxRelativeError = .infinity
      self.reason = reason
      return
    }
    let limits = tolerance.tolerance(for: expected.dataType)
    let errors = ElementErrors(found: found, expected: expected)
    maxAbsoluteError = errors.largestDifference
    maxRelativeError = errors.largestDifference == 0 ? 0 : errors.largestDifference / errors.largestExpected
    passed = errors.largestDifference <= limits.absolute + limits.relative * errors.largestExpected
    reason = nil
  }

  private static func mismatch(_ found: Tensor, _ expected: Tensor) -> String? {
    if found.dataType != expected.dataType {
      return "type \(found.dataType.name) where \(expected.dataType.name) is expected"
    }
    if found.shape != expected.shape { return "shape \(found.shape) where \(expected.shape) is expected" }
    if let strings = expected.strings { return strings == found.strings ? nil : "strings differ" }
    return hasDoubles(expected) || sameBytes(found, expected) ? nil : "bytes differ"
  }
}

/// Complex and 8-bit floating-point elements have no conversion: they have to be equal.
private func hasDoubles(_ tensor: Tensor) -> Bool { tensor.withDoubles { $0.count == tensor.count } }

private func sameBytes(_ a: Tensor, _ b: Tensor) -> Bool {
  a.withUnsafeBytes { left in b.withUnsafeBytes { right in left.elementsEqual(right) } }
}

/// Largest magnitudes over a pair of tensors of equal type and shape.
private struct ElementErrors {
  var largestDifference = 0.0
  var largestExpected = 0.0

  init(found: Tensor, expected: Tensor) {
    guard hasDoubles(expected) else { return }
    found.withDoubles { a in
      expected.withDoubles { b in
        for index in b.indices { add(a[index], b[index]) }
      }
    }
  }

  private mutating func add(_ a: Double, _ b: Double) {
    if b.isFinite { largestExpected = max(largestExpected, b.magnitude) }
    if a == b || (a.isNaN && b.isNaN) { return }
    let difference = (a - b).magnitude
    largestDifference = max(largestDifference, difference.isNaN ? .infinity : difference)
  }
}
