/// Is told how a study goes along, on the thread that runs it.
package protocol AccuracyObserver: AnyObject {
  /// `index` of `count` prunings is about to be run.
  func pointWillRun(_ pruning: RunResult.Pruning, index: Int, of count: Int)
  func samplesDidRun(_ done: Int, of count: Int)
}
