import CKernels
import ModelGraph

/// What a node computes of one element of each of its inputs, where an ``ElementProgram`` has the instructions
/// for it.
enum ElementForm: Sendable {
  /// Of inputs 0 and 1, broadcast.
  case binary(ck_operation)
  /// Of all inputs, broadcast.
  case sum
  case function(ck_operation)
  case clamp(low: Float, high: Float)
  /// Inputs 1 and 2 are the bounds.
  case clampToInputs
  case leak(slope: Float)
  /// clamp(slope x + offset, 0, 1), times x where `isProduct` says so.
  case hardSigmoid(slope: Float, offset: Float, isProduct: Bool)
  /// x (1 + erf(x / sqrt 2)) / 2
  case gelu
  /// Every channel by given statistics: inputs 1 to 4 are scale, shift, mean and variance.
  case normalization(epsilon: Float)
  /// 8-bit integers as floats, for the operator below alone: inputs 1 and 2 are a scale and a zero point.
  case quantization
  /// The reals that such integers stand for, by the same inputs.
  case dequantization

  /// `nil` for a node that has no such form.
  init?(_ node: Node) {
    guard node.domain.isEmpty, node.outputs.count == 1 else { return nil }
    do {
      guard let form = try Self.form(NodeReader(node)) else { return nil }
      self = form
    } catch { return nil }
  }

  private static func form(_ reader: NodeReader) throws(OperatorError) -> ElementForm? {
    switch reader.node.operatorType {
    case "Add": broadcast(reader, ck_add)
    case "Sub": broadcast(reader, ck_subtract)
    case "Mul": broadcast(reader, ck_multiply_elements)
    case "Div": broadcast(reader, ck_divide)
    case "Sum": reader.version >= 8 ? .sum : nil
    case "Sqrt": .function(ck_square_root)
    case "Exp": .function(ck_exponential)
    case "Erf": .function(ck_error_function)
    case "Tanh": .function(ck_hyperbolic_tangent)
    case "Sigmoid": .function(ck_logistic)
    case "Relu": .clamp(low: 0, high: .infinity)
    case "LeakyRelu": .leak(slope: try reader.float("alpha", default: 0.01))
    case "Clip": try clip(reader)
    case "HardSigmoid":
      .hardSigmoid(
        slope: try reader.float("alpha", default: 0.2), offset: try reader.float("beta", default: 0.5),
        isProduct: false)
    case "HardSwish": .hardSigmoid(slope: 1 / 6, offset: 0.5, isProduct: true)
    case "Gelu": try reader.string("approximate", default: "none") == "none" ? .gelu : nil
    case "QuantizeLinear": try isPlain(reader) ? .quantization : nil
    case "DequantizeLinear": try isPlain(reader) ? .dequantization : nil
    case "BatchNormalization": try normalization(reader)
    default: nil
    }
  }

  /// Before version 7 attributes say where the operands meet (``LegacyBroadcast``).
  private static func broadcast(_ reader: NodeReader, _ operation: ck_operation) -> ElementForm? {
    reader.version >= 7 ? .binary(operation) : nil
  }

  private static func clip(_ reader: NodeReader) throws(OperatorError) -> ElementForm? {
    guard reader.version < 11 else { return .clampToInputs }
    let low = try reader.float("min", default: -.infinity)
    let high = try reader.float("max", default: .infinity)
    return low <= high ? .clamp(low: low, high: high) : nil
  }

  /// Whether the zero point tells the type, and there are no blocks.
  private static func isPlain(_ reader: NodeReader) throws(OperatorError) -> Bool {
    let (block, type) = (try reader.int("block_size", default: 0), try reader.int("output_dtype", default: 0))
    return reader.hasInput(2) && block == 0 && type == 0
  }

  private static func normalization(_ reader: NodeReader) throws(OperatorError) -> ElementForm? {
    let isTraining = try reader.flag("training_mode")
    let isSpatial = try reader.flag("spatial", default: true)
    return isSpatial && !isTraining ? .normalization(epsilon: try reader.float("epsilon", default: 1e-5)) : nil
  }
}
