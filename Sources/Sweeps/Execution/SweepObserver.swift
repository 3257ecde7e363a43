/// Is told how a sweep goes along, by several threads.
package protocol SweepObserver: AnyObject, Sendable {
  /// `done` of `count` points are in the table, this one among them.
  func pointDidEnd(_ point: SweepPoint, _ record: PointRecord, done: Int, of count: Int)
}
