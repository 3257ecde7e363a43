import Hardware

/// The machines of the published runs, in the terms in which their sources describe them.
extension HardwareConfiguration {
  /// A flexible dense array with an augmented reduction tree (MAERI).
  static func maeri(
    _ multipliers: Int, distribution: Int, collection: Int, accumulationBuffer: Bool
  ) -> HardwareConfiguration {
    HardwareConfiguration(
      multipliers: multipliers, accumulationBuffer: accumulationBuffer ? 1 : 0,
      distributionBandwidth: distribution, collectionBandwidth: collection)
  }

  /// A flexible array for sparse matrix products (SIGMA) with one bandwidth in both directions.
  static func sigma(_ multipliers: Int, bandwidth: Int) -> HardwareConfiguration {
    HardwareConfiguration(
      controller: .sigmaSparseGEMM, multipliers: multipliers, distributionBandwidth: bandwidth,
      collectionBandwidth: bandwidth)
  }

  /// An array for a sparse times a dense matrix (MAGMA) with one bandwidth in both directions.
  static func magma(_ multipliers: Int, bandwidth: Int) -> HardwareConfiguration {
    HardwareConfiguration(
      controller: .magmaSparseDense, multipliers: multipliers, accumulationBuffer: 1,
      distributionBandwidth: bandwidth, collectionBandwidth: bandwidth)
  }

  /// A square output-stationary mesh (TPU). `ms_size` stays at its default: it sizes the bus only.
  static func mesh(_ edge: Int, distribution: Int, collection: Int) -> HardwareConfiguration {
    HardwareConfiguration(
      controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: edge, columns: edge,
      reduceNetwork: .temporal, accumulationBuffer: 1, distributionBandwidth: distribution,
      collectionBandwidth: collection)
  }

  /// The machine in a few words: `MAERI, 64 multipliers, dn 8, rn 8`.
  var summary: String {
    let array =
      multiplierNetwork == .linear ? "\(multipliers) multipliers" : "\(rows) x \(columns) mesh"
    let bandwidths = "dn \(distributionBandwidth), rn \(collectionBandwidth)"
    let buffer = controller == .maeriDense && hasAccumulationBuffer ? ", accumulation buffer" : ""
    return "\(controller.architecture), \(array), \(bandwidths)\(buffer)"
  }
}

extension HardwareConfiguration.Controller {
  /// The architecture that the controller drives.
  fileprivate var architecture: String {
    switch self {
    case .maeriDense: "MAERI"
    case .sigmaSparseGEMM: "SIGMA"
    case .magmaSparseDense: "MAGMA"
    case .tpuDense: "TPU"
    }
  }
}
