import CycleSimulator
import Hardware
import Tensors

/// A finished run of a network, on one accelerator or on the reference executor alone.
package struct RunResult: Sendable {
  package var model: ModelSummary
  /// `nil` where everything ran on the reference executor.
  package var machine: Machine?
  package var engine: SimulationEngine
  package var mapper: String
  package var seed: UInt64
  /// How the weights were pruned; `nil` where they were not.
  package var pruning: Pruning? = nil
  package var layers: [LayerReport]
  /// The network's outputs, in the graph's order.
  package var outputs: [NamedTensor]
  /// Seconds from opening the model to the last output.
  package var wallSeconds: Double
  /// Against the reference executor; `nil` where it was not asked for.
  package var check: CheckReport? = nil
  /// Against given outputs; `nil` where none were given.
  package var expectation: CheckReport? = nil
  /// Top-1 and top-5 where the inputs came with labels.
  package var accuracy: Accuracy? = nil
  /// Whether the run was interrupted before its last node.
  package var isPartial: Bool
  /// Whether no tensors were computed.
  package var isTimingOnly = false

  /// A pruning method by name, and the ratio of the layers that no map names.
  package struct Pruning: Sendable, Equatable {
    package var method: String
    package var sparsity: Double

    package init(method: String, sparsity: Double) {
      self.method = method
      self.sparsity = sparsity
    }
  }

  /// An accelerator and where its description came from.
  package struct Machine: Sendable {
    package var path: String
    package var configuration: HardwareConfiguration
    /// The file of the energy table; `nil` for the standard one.
    package var energyTablePath: String?
    /// The units that the table declares; `nil` where it declares none.
    package var energyUnit: String?
    package var areaUnit: String?

    package init(path: String, configuration: HardwareConfiguration) {
      self.path = path
      self.configuration = configuration
    }
  }

  /// Whether every comparison that was asked for holds.
  package var passed: Bool { (check?.passed ?? true) && (expectation?.passed ?? true) }

  package var totals: RunTotals { RunTotals(of: self) }
}
