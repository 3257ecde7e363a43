import Lowering
import ModelRunner
import ReferenceOperators
import Tensors

/// What `stonne inspect --format json` prints.
package struct InspectionDocument: Codable, Sendable {
  /// An input of the network.
  package struct Value: Codable, Sendable {
    @Nullable package var name: String?
    @Nullable package var type: String?
    /// `null` where the rank is unknown, or an extent depends on values.
    @Nullable package var shape: [Int?]?
  }

  /// A node, and where it would run.
  package struct Node: Codable, Sendable {
    package var index: Int
    package var name: String
    package var opType: String
    package var outputs: [Value]
    @Nullable package var macs: Int?
    package var device: String
    /// Why the node is not for the accelerator; for one that is, why it goes through im2col.
    @Nullable package var reason: String?
    @Nullable package var operation: String?
    @Nullable package var shape: ShapeDocument?
    package var runs: Int

    enum CodingKeys: String, CodingKey {
      case index, name, outputs, macs, device, reason, operation, shape, runs
      case opType = "op_type"
    }
  }

  package var path: String
  package var name: String
  package var irVersion: Int64
  package var opset: [String: Int]
  package var producer: String
  package var parameters: Int
  package var macs: Int
  package var inputs: [Value]
  package var nodes: [Node]

  enum CodingKeys: String, CodingKey {
    case path, name, opset, producer, parameters, macs, inputs, nodes
    case irVersion = "ir_version"
  }

  package init(_ inspection: ModelInspection) {
    path = inspection.model.path
    name = inspection.model.graph.name
    irVersion = inspection.model.irVersion
    opset = inspection.model.opsets
    producer = inspection.model.producer
    parameters = inspection.parameterCount
    macs = inspection.macs
    inputs = inspection.inputs.map { Value(name: $0.name, type: $0.type?.name, shape: $0.shape.extents) }
    nodes = inspection.nodes.map(Node.init)
  }
}

extension InspectionDocument.Node {
  init(_ node: ModelInspection.NodeReport) {
    index = node.index
    name = node.name
    opType = node.operatorType
    outputs = node.outputs.map { .init(name: nil, type: $0.dataType?.name, shape: $0.extents) }
    macs = node.macs
    runs = 0
    switch node.placement {
    case .processor(let reason):
      device = "cpu"
      self.reason = reason.description
    case .accelerator(let lowered):
      device = "accelerator"
      reason = lowered.im2colReason?.description
      operation = lowered.layer.operation
      shape = ShapeDocument(lowered.layer)
      runs = lowered.runs
    }
  }
}
