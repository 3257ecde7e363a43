/// The outcome of comparing a run's outputs with the reference executor's or with given ones.
package struct CheckReport: Sendable, Equatable {
  package var outputs: [OutputComparison]

  package init(outputs: [OutputComparison]) { self.outputs = outputs }

  /// Compares each expected tensor with the found one of its name.
  package init(of found: [NamedTensor], against expected: [NamedTensor], _ tolerance: ToleranceOverride) {
    outputs = expected.compactMap { expected in
      guard let found = found.first(where: { $0.name == expected.name }) else { return nil }
      return OutputComparison(
        name: expected.name, found: found.tensor, expected: expected.tensor, tolerance: tolerance)
    }
  }

  package var passed: Bool { outputs.allSatisfy(\.passed) }
  package var maxAbsoluteError: Double { outputs.map(\.maxAbsoluteError).max() ?? 0 }
  package var maxRelativeError: Double { outputs.map(\.maxRelativeError).max() ?? 0 }
}
