import Hardware
import Lowering
import ModelGraph
import ModelPreparation

/// Whether the bytes are a model that every controller can be planned for, and whose layers have a price on it where they
/// are small.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isPlannableModel(_ bytes: UnsafeRawBufferPointer) -> Bool {
  do {
    let (graph, inference) = try inferredModel(bytes)
    for hardware in machines {
      let run = try PricingRun(
        graph, inference, on: hardware, options: AcceleratorOptions(),
        sparsity: RandomSparsity(ratio: 0.5, seed: 1, memoryLimit: 1 << 16), threads: 1)
      if hasSmallLayers(graph, inference, on: hardware) {
        _ = try run.totals(FoundPrices(), isInterrupted: { false })
      }
    }
    return true
  } catch { return false }
}

/// The smallest machines that show what each controller does.
private let machines = [
  HardwareConfiguration(controller: .maeriDense, multipliers: 16, accumulationBuffer: 1),
  HardwareConfiguration(controller: .sigmaSparseGEMM, multipliers: 16),
  HardwareConfiguration(controller: .magmaSparseDense, multipliers: 16, accumulationBuffer: 1),
  HardwareConfiguration(
    controller: .tpuDense, multiplierNetwork: .outputStationaryMesh, rows: 2, columns: 2, reduceNetwork: .temporal,
    accumulationBuffer: 1),
]

/// Whether no layer takes long to simulate.
private func hasSmallLayers(
  _ graph: Graph, _ inference: ShapeInference, on hardware: HardwareConfiguration
) -> Bool {
  graph.nodes.allSatisfy { node in
    guard NodeProblem.operators.contains(node.operatorType),
      case .accelerator(let lowered) = Placement(of: node, inputs: inference.inputs(of: node), on: hardware)
    else { return true }
    return lowered.layer.macs <= 4096
  }
}

/// Keeps no price.
private struct FoundPrices: LayerPrices {
  func price(_ key: String, find: () throws -> LayerPrice) throws -> LayerPrice { try find() }
}
