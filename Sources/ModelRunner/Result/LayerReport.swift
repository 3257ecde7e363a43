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
  /// The name of the node's first output, which no other node has.
  package var output: String
  package var outputShapes: [Shape]
  /// Seconds that the node took on the host: simulation or reference kernel.
  package var wallSeconds: Double
  /// Seconds that the reference executor takes for a node that ran on the accelerator; `nil` where it was not asked.
  package var nativeSeconds: Double?
  package var device: Device

  /// Where the node ran, with what only the accelerator knows.
  package enum Device: Sendable {
    /// Ran on the reference executor; `reason` says why where the accelerator might have taken it.
    case processor(reason: String?)
    case accelerator(AcceleratorCost)
  }

  package init(
    index: Int, name: String, operatorType: String, output: String, outputShapes: [Shape], wallSeconds: Double,
    nativeSeconds: Double? = nil, device: Device
  ) {
    self.index = index
    self.name = name
    self.operatorType = operatorType
    self.output = output
    self.outputShapes = outputShapes
    self.wallSeconds = wallSeconds
    self.nativeSeconds = nativeSeconds
    self.device = device
  }

  /// Simulated cycles in a second of the host; `nil` for nodes on the CPU.
  package var cyclesPerSecond: Double? {
    accelerator.flatMap { wallSeconds > 0 ? Double($0.cycles) / wallSeconds : nil }
  }

  /// How many times as long as on the reference executor the node took; `nil` where that is not known.
  package var slowdown: Double? {
    nativeSeconds.flatMap { $0 > 0 ? wallSeconds / $0 : nil }
  }

  package var accelerator: AcceleratorCost? {
    if case .accelerator(let cost) = device { cost } else { nil }
  }
}
