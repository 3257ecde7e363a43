extension HardwareConfiguration {
  /// Everything that decides what a run costs, in one line: equal ones belong to equal machines.
  package var text: String {
    """
    \(controller.rawValue) \(multiplierNetwork.rawValue) \(multipliers) \
    \(rows)x\(columns) \(reduceNetwork.rawValue) \
    buffer \(hasAccumulationBuffer) dn_bw \(distributionBandwidth) \
    rn_bw \(collectionBandwidth)
    """
  }
}
