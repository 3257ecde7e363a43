import Tensors

extension ExecutionPlan {
  /// Reads what lies in files of the constants that the steps use, so that a run does not wait for pages.
  package func pageInConstants() {
    for slot in Set(steps.flatMap(\.inputs).compactMap { $0 }) { constants[slot]?.tensor?.pageIn() }
  }
}
