import Hardware

/// Every counter of every component after a run.
package struct FabricStatistics: Sendable, Equatable {
  package var cycles = 0

  package init() {}
}
