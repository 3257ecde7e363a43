extension StonneFiles {
  /// The text of the `.txt` statistics file.
  package var statisticsText: String {
    StonneJSON.document { json in
      writeHardware(&json)
      writeLayer(&json)
      writeTile(&json)
      writeReductionConfiguration(&json)
      writeMultiplierConfiguration(&json)
      json.object("GlobalStats") { $0.field("N_cycles", statistics.cycles) }
      writeDistribution(&json)
      writeMultipliers(&json)
      writeReduction(&json)
      writeMemory(&json)
      writeBus(&json)
    }
  }
}
