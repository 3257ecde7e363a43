import CycleSimulator

/// Where a layer's cycles went; the phases add up to its cycles (`PhaseAccount`).
package struct PhasesDocument: Codable, Sendable, Equatable {
  package var configuration: Int
  package var fill: Int
  package var steady: Int
  package var partialSums: Int
  package var collection: Int
  package var drain: Int

  enum CodingKeys: String, CodingKey {
    case configuration, fill, steady, collection, drain
    case partialSums = "partial_sums"
  }

  package init(_ phases: PhaseAccount) {
    configuration = phases.configuration
    fill = phases.fill
    steady = phases.steady
    partialSums = phases.partialSums
    collection = phases.collection
    drain = phases.drain
  }

  /// The cycles of each phase under its key, in the order in which a layer goes through them first.
  package var parts: [(key: String, cycles: Int)] {
    [
      (CodingKeys.configuration.rawValue, configuration), (CodingKeys.fill.rawValue, fill),
      (CodingKeys.steady.rawValue, steady), (CodingKeys.partialSums.rawValue, partialSums),
      (CodingKeys.collection.rawValue, collection), (CodingKeys.drain.rawValue, drain),
    ]
  }
}
