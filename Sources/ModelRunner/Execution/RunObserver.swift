/// Is told how a run goes along, on the thread that runs it.
package protocol RunObserver: AnyObject {
  /// A pass over the network is about to start; layers whose timing depends on no values are timed first.
  func runWillStart(_ work: RunWork)
  /// `index` of `count` nodes is about to run; `onAccelerator` tells where.
  func nodeWillRun(_ name: String, index: Int, of count: Int, onAccelerator: Bool)
  func nodeDidRun(_ report: LayerReport, of count: Int)
  /// The reference executor is about to run the network, for comparison.
  func referenceWillRun()
}

extension RunObserver {
  package func runWillStart(_ work: RunWork) {}
  package func referenceWillRun() {}
}
