import CycleSimulator
import Hardware
import Tensors
import Workload

/// What one node of the network cost.
package struct LayerReport: Sendable {
  /// Position in execution order.
  package var index: Int
  /// The node's name, else its first output's.
  package var name: String
  package var operatorType: String
  package var outputShapes: [Shape]
  /// Seconds that the node took on the host: simulation or reference kernel.
  package var wallSeconds: Double
  package var device: Device

  /// Where the node ran, with what only the accelerator knows.
  package enum Device: Sendable {
    /// Ran on the reference executor; `reason` says why where the accelerator might have taken it.
    case processor(reason: String?)
    case accelerator(AcceleratorCost)
  }

  package init(
    index: Int, name: String, operatorType: String, outputShapes: [Shape], wallSeconds: Double, device: Device
  ) {
    self.index = index
    self.name = name
    self.operatorType = operatorType
    self.outputShapes = outputShapes
    self.wallSeconds = wallSeconds
    self.device = device
  }

  package var accelerator: AcceleratorCost? {
    if case .accelerator(let cost) = device { cost } else { nil }
  }
}
