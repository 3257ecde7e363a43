import CycleSimulator
import Hardware
import Workload

/// What one command of STONNE's own command line asks for.
package struct StonneSettings: Sendable {
  package let operation: StonneOperation
  package var hardware = HardwareConfiguration()
  /// The extents of a CONV; the other operations have ``matrix``.
  package var convolution = ConvolutionShape(r: 1, s: 3, c: 1, k: 1, x: 1, y: 3)
  package var matrix = MatrixShape(m: 1, n: 1, k: 3)
  package var tile = Tile()
  /// Percent of zeros asked for in the left (MK) and the right (KN) operand. STONNE makes one percent more.
  package var leftSparsity = 0
  package var rightSparsity = 0
  package var dataflow = SparseGEMMOptions.Dataflow.leftStationary
  /// STONNE's largest-first ordering of the stationary vectors.
  package var optimizes = false
  /// What a generated tile is chosen for; `nil` where the tile of the flags counts.
  package var target: TileTarget?
  package var generator = TileGenerator.auto
  package var layerName: String
  package var engine = SimulationEngine.fast

  /// STONNE's defaults for an operation.
  package init(_ operation: StonneOperation) {
    self.operation = operation
    switch operation {
    case .convolution:
      tile.s = 3
      layerName = "TestLayer"
    case .fullyConnected, .denseGEMM: layerName = "TestLayer"
    case .sparseGEMM:
      hardware.controller = .sigmaSparseGEMM
      matrix = MatrixShape(m: 4, n: 4, k: 8)
      leftSparsity = 20
      rightSparsity = 20
      layerName = "GEMMTestLayer"
    case .sparseDense:
      hardware.controller = .magmaSparseDense
      hardware.accumulationBuffer = 1
      matrix = MatrixShape(m: 32, n: 16, k: 32)
      tile = Tile(m: 1, n: 4, k: 8)
      leftSparsity = 70
      layerName = "SparseDenseTestLayer"
    }
  }

  /// The share of zeros that a mapper is told of.
  package var sparsity: Float { Float(leftSparsity) / 100 }

  /// The problem.
  package var layer: Layer {
    switch operation {
    case .convolution: .convolution(convolution)
    case .fullyConnected, .denseGEMM: .denseGEMM(matrix)
    case .sparseGEMM: .sparseGEMM(matrix, SparseGEMMOptions(dataflow: dataflow, optimize: optimizes))
    case .sparseDense: .sparseDense(matrix)
    }
  }
}
