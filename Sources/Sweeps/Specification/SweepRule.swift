import SettingsFiles

/// A condition that a point has to meet: comparisons joined by `or`, such as
/// `controller_type == "SIGMA_SPARSE_GEMM" or sparsity == 0`.
package struct SweepRule: Sendable {
  enum Relation: String, CaseIterable {
    case equal = "=="
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
  }

  enum Operand: Equatable, Sendable {
    case name(String)
    case number(Double)
    case text(String)
  }

  struct Comparison: Sendable {
    let left: Operand
    let relation: Relation
    let right: Operand
  }

  /// As the file has it.
  package let text: String
  let place: SettingsPlace
  let comparisons: [Comparison]

  /// The names that it compares.
  var names: [String] {
    comparisons.flatMap { [$0.left, $0.right] }.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }

  /// - Parameter value: of a name; `nil` where the point has none, which makes a comparison false.
  func holds(_ value: (String) -> Operand?) -> Bool {
    comparisons.contains { comparison in
      guard let left = Self.resolved(comparison.left, value), let right = Self.resolved(comparison.right, value)
      else { return false }
      return Self.compare(left, comparison.relation, right)
    }
  }

  private static func resolved(_ operand: Operand, _ value: (String) -> Operand?) -> Operand? {
    if case .name(let name) = operand { value(name) } else { operand }
  }

  private static func compare(_ left: Operand, _ relation: Relation, _ right: Operand) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)):
      switch relation {
      case .equal: left == right
      case .unequal: left != right
      case .atMost: left <= right
      case .atLeast: left >= right
      case .less: left < right
      case .greater: left > right
      }
    case (.text(let left), .text(let right)):
      switch relation {
      case .equal: left == right
      case .unequal: left != right
      default: false
      }
    default: relation == .unequal
    }
  }
}
