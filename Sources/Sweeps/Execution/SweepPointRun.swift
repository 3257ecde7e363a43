import ModelRunner

/// A point run by itself, as `stonne run` would, with all its layers.
package struct SweepPointRun {
  private let point: SweepPoint
  private let request: RunRequest

  /// - Parameter request: the point's, with what the process may use.
  package init(_ point: SweepPoint, _ request: RunRequest) {
    self.point = point
    self.request = request
  }

  /// - Returns: the one result.
  /// - Throws: whatever made the point fail, if it did.
  package func results(isInterrupted: @escaping @Sendable () -> Bool) throws -> [RunResult] {
    let machine = try request.target(point.hardware, path: point.machine.path)
    return try point.run.timingOnly
      ? request.time(on: [machine], isInterrupted: isInterrupted)
      : request.prepare(for: [machine]).run(isInterrupted: isInterrupted)
  }
}
