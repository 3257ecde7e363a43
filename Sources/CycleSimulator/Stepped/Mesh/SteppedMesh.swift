import Hardware
import Workload

/// A matrix product on the output-stationary mesh (TPU_OS_DENSE), one cycle after another.
struct SteppedMesh: ~Copyable {
  private var controller: MeshController
  private var distribution: MeshDistribution
  private var mesh: Mesh
  private var bus: CollectionBus
  private var cycles = 0

  /// - Parameter tile: T_M in `x`, T_N in `k`; T_K plays no part, an element holds one output at a time.
  init(_ shape: MatrixShape, tile: Tile, operands: LayerOperands?, on hardware: HardwareConfiguration) {
    controller = MeshController(shape, tile: tile, operands: operands, on: hardware)
    distribution = MeshDistribution(
      ports: hardware.distributionBandwidth, destinations: hardware.rows + hardware.columns)
    mesh = Mesh(rows: hardware.rows, columns: hardware.columns)
    bus = CollectionBus(
      lines: hardware.collectionBandwidth, inputs: hardware.multipliers / hardware.collectionBandwidth + 1)
  }

  /// Runs to the last output.
  mutating func run(_ isStopped: () -> Bool) throws(SimulationError) -> LayerResult {
    repeat {
      cycle()
      try stopPoint(cycles, isStopped)
    } while !controller.isFinished
    let statistics = FabricStatistics(
      cycles: cycles, distribution: distribution.statistics, multipliers: mesh.multiplierStatistics(),
      virtualNeurons: mesh.virtualNeurons, reduction: mesh.reductionStatistics(),
      memory: controller.statistics, bus: bus.statistics())
    return LayerResult(cycles: cycles, statistics: statistics, outputs: controller.outputs)
  }

  /// Data flow against the order of this call, so that what a component sends is received a cycle later.
  private mutating func cycle() {
    controller.cycle(&mesh, distribution: &distribution, bus: &bus)
    bus.cycle()
    mesh.cycleAccumulators(to: &bus)
    mesh.cycleElements()
    distribution.cycle(to: &mesh)
    cycles &+= 1
  }
}
