import Tensors

/// How far an element may be from the expected one: absolute + relative * |expected|.
package struct ElementTolerance: Sendable, Equatable {
  package var relative: Double
  package var absolute: Double

  /// The suite's own: 1e-3 and 1e-7.
  package init(relative: Double = 1e-3, absolute: Double = 1e-7) {
    self.relative = relative
    self.absolute = absolute
  }

  /// Why `found` does not pass for `expected`, tensor by tensor; `nil` where it does.
  package func difference(of found: Value, from expected: Value) -> String? {
    switch (found, expected) {
    case (.tensor(let found), .tensor(let expected)): return difference(of: found, from: expected)
    case (.sequence(let found), .sequence(let expected)):
      guard found.count == expected.count else {
        return "\(found.count) elements where \(expected.count) are expected"
      }
      for (index, pair) in zip(found, expected).enumerated() {
        if let reason = difference(of: pair.0, from: pair.1) { return "element \(index): \(reason)" }
      }
      return nil
    case (.optional(nil), .optional(nil)): return nil
    case (.optional(let found?), .optional(let expected?)): return difference(of: found, from: expected)
    default: return "\(found.kind.rawValue) where \(expected.kind.rawValue) is expected"
    }
  }

  /// Why `found` does not pass for `expected`; `nil` where it does.
  ///
  /// Types and shapes have to be equal, NaN equals NaN, infinities their like; strings and types without
  /// arithmetic are compared bit by bit.
  package func difference(of found: Tensor, from expected: Tensor) -> String? {
    guard found.dataType == expected.dataType else {
      return "type \(found.dataType.name) where \(expected.dataType.name) is expected"
    }
    guard found.shape == expected.shape else {
      return "shape \(found.shape) where \(expected.shape) is expected"
    }
    if let a = found.strings, let b = expected.strings {
      return zip(a, b).enumerated().first { $1.0 != $1.1 }.map { i, pair in
        "element \(i) is \"\(pair.0)\" where \"\(pair.1)\" is expected"
      }
    }
    return found.withDoubles { a in
      expected.withDoubles { b in
        guard a.count == found.count else { return bitDifference(of: found, from: expected) }
        return a.indices.first { !accepts(a[$0], for: b[$0]) }.map {
          "element \($0) is \(a[$0]) where \(b[$0]) is expected"
        }
      }
    }
  }

  private func accepts(_ a: Double, for b: Double) -> Bool {
    a == b || a.isNaN && b.isNaN || (b.isFinite && abs(a - b) <= absolute + relative * abs(b))
  }

  private func bitDifference(of found: Tensor, from expected: Tensor) -> String? {
    found.withUnsafeBytes { a in
      expected.withUnsafeBytes { b in
        a.indices.first { a[$0] != b[$0] }.map { "byte \($0) is \(a[$0]) where \(b[$0]) is expected" }
      }
    }
  }
}
