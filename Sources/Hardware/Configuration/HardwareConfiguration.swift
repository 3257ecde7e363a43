/// An accelerator: array, networks, bandwidths and memory controller, as STONNE's `.cfg` files name them.
///
/// Any combination of values can be written down; `HardwareLegality` says which ones can be built.
package struct HardwareConfiguration: Hashable, Sendable {
  package enum MultiplierNetwork: String, Hashable, Sendable, CaseIterable {
    case linear = "LINEAR"
    /// Output-stationary mesh.
    case outputStationaryMesh = "OS_MESH"
  }

  package enum ReduceNetwork: String, Hashable, Sendable, CaseIterable {
    /// Augmented reduction tree (ART).
    case augmentedTree = "ASNETWORK"
    /// Augmented tree that folds in its adders instead of an accumulation buffer.
    case foldingTree = "FENETWORK"
    /// An accumulator behind each multiplier.
    case temporal = "TEMPORALRN"
  }

  package enum Controller: String, Hashable, Sendable, CaseIterable {
    case maeriDense = "MAERI_DENSE_WORKLOAD"
    case sigmaSparseGEMM = "SIGMA_SPARSE_GEMM"
    case magmaSparseDense = "MAGMA_SPARSE_DENSE"
    case tpuDense = "TPU_OS_DENSE"

    /// Whether it skips zeros, so that what a layer costs depends on values.
    package var isSparse: Bool { self == .sigmaSparseGEMM || self == .magmaSparseDense }
  }

  package var controller: Controller
  package var multiplierNetwork: MultiplierNetwork
  /// `ms_size`: multipliers of a linear array. On a mesh it sizes the collection bus only, as in STONNE.
  package var multipliers: Int
  /// `ms_rows`, `ms_cols`: processing elements of a mesh; 0 on a linear array.
  package var rows: Int
  package var columns: Int
  package var reduceNetwork: ReduceNetwork
  /// `accumulation_buffer_enabled`: any value above 0 enables it; STONNE prints the value as given.
  package var accumulationBuffer: Int
  /// Elements that the distribution network delivers a cycle.
  package var distributionBandwidth: Int
  /// Elements that the collection bus takes a cycle.
  package var collectionBandwidth: Int
  package var printStatistics: Bool
  /// Values that STONNE prints but does not use.
  package var printedOnly: PrintedParameters

  package init(
    controller: Controller = .maeriDense, multiplierNetwork: MultiplierNetwork = .linear,
    multipliers: Int = 64, rows: Int = 0, columns: Int = 0, reduceNetwork: ReduceNetwork = .augmentedTree,
    accumulationBuffer: Int = 0, distributionBandwidth: Int = 4, collectionBandwidth: Int = 4,
    printStatistics: Bool = true, printedOnly: PrintedParameters = PrintedParameters()
  ) {
    self.controller = controller
    self.multiplierNetwork = multiplierNetwork
    self.multipliers = multipliers
    self.rows = rows
    self.columns = columns
    self.reduceNetwork = reduceNetwork
    self.accumulationBuffer = accumulationBuffer
    self.distributionBandwidth = distributionBandwidth
    self.collectionBandwidth = collectionBandwidth
    self.printStatistics = printStatistics
    self.printedOnly = printedOnly
  }

  package var hasAccumulationBuffer: Bool { accumulationBuffer > 0 }

  /// Multipliers that can work at a time: the denominator of a utilization.
  package var processingElements: Int {
    multiplierNetwork == .linear ? multipliers : rows * columns
  }
}
