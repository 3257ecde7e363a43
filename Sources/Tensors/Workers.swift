/// The threads that bulk work on elements is shared out to.
package struct Workers: Sendable {
  /// The threads; tasks are made somewhat more than these.
  package let count: Int
  private let run: @Sendable (_ tasks: Int, _ body: (Int) -> Void) -> Void

  /// - Parameter run: does the tasks `0..<tasks`, at the same time and in any order, and returns when all are done.
  package init(count: Int, run: @escaping @Sendable (_ tasks: Int, _ body: (Int) -> Void) -> Void) {
    self.count = count
    self.run = run
  }

  /// The calling thread.
  package static let caller = Workers(count: 1) { tasks, body in
    for task in 0..<tasks { body(task) }
  }

  /// Runs tasks that write what is their own only.
  package func perform(_ tasks: Int, _ body: (_ task: Int) -> Void) {
    if tasks == 1 { body(0) } else { run(tasks, body) }
  }

  /// Into how many parts to cut what can be cut anywhere: a few for each thread, so that all end together.
  package var parts: Int { count == 1 ? 1 : 4 * count }

  /// Cuts `0..<count` into equal parts, a few for each thread, and does them.
  package func perform(over count: Int, _ body: (_ range: Range<Int>) -> Void) {
    let parts = min(count, self.parts)
    perform(parts) { part in body(count * part / parts..<count * (part + 1) / parts) }
  }
}
