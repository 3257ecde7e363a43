import Tensors

/// Cast (ONNX Operators): every element in the type that attribute `to` names (required).
///
/// Opset 5 and before spell `to` as a string. `saturate` (opset 19, default 1) holds values out of the range
/// of an 8-bit float; `round_mode` (opset 24, default `up`) belongs to float8e8m0.
package struct Cast: Operator {
  private let target: DataType
  private let conversion: CastConversion

  package init(_ node: NodeReader) throws(OperatorError) {
    conversion = try CastConversion(node)
    if node.version < 6 {
      let name = try node.required("to", node.string("to"))
      guard let type = DataType.allCases.first(where: { $0.name == name.lowercased() }) else {
        throw .attribute("to", found: name, expected: "the name of a data type")
      }
      target = type
    } else {
      target = try DataType(code: node.required("to", node.int("to")), attribute: "to")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(target, try inputs.required(0).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    [try conversion.apply(inputs.take(0), target)]
  }
}

/// CastLike-15 (ONNX Operators): input 0 in the type of input 1. Attributes as Cast's.
package struct CastLike: Operator {
  private let conversion: CastConversion

  package init(_ node: NodeReader) throws(OperatorError) { conversion = try CastConversion(node) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(try inputs.required(1).dataType, try inputs.required(0).extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let target = try inputs.required(1).dataType
    return [try conversion.apply(inputs.take(0), target)]
  }
}

/// The attributes that Cast and CastLike share.
struct CastConversion: Sendable {
  private let saturate: Bool
  private let roundMode: ExponentRounding

  init(_ node: NodeReader) throws(OperatorError) {
    saturate = try node.flag("saturate", default: true)
    let mode = try node.string("round_mode", default: "up")
    guard let roundMode = ExponentRounding(rawValue: mode) else {
      throw .attribute("round_mode", found: mode, expected: "up, down or nearest")
    }
    self.roundMode = roundMode
  }

  func apply(_ tensor: Tensor, _ target: DataType) throws(OperatorError) -> Tensor {
    guard target == .float8E8M0, tensor.dataType != target else {
      return try tensor.cast(to: target, saturate: saturate)
    }
    return try tensor.cast(to: .float32).exponents(roundMode, saturate: saturate)
  }
}

/// How a value between two powers of two becomes one (Cast-24, `round_mode`).
enum ExponentRounding: String, Sendable {
  case up, down, nearest
}

extension Tensor {
  /// `Float` elements as float8e8m0: powers of two by their biased exponent, 255 for NaN.
  fileprivate func exponents(_ mode: ExponentRounding, saturate: Bool) throws(OperatorError) -> Tensor {
    withElements(as: Float.self) { source in
      Tensor(.float8E8M0, shape) { (target: UnsafeMutableRawBufferPointer) in
        for i in 0..<source.count { target[i] = Self.exponentCode(source[i], mode, saturate: saturate) }
      }
    }
  }

  private static func exponentCode(_ value: Float, _ mode: ExponentRounding, saturate: Bool) -> UInt8 {
    guard !value.isNaN else { return 255 }
    guard value.isFinite else { return saturate ? 254 : 255 }
    let bits = value.bitPattern & 0x7FFF_FFFF
    var (field, fraction) = (Int(bits >> 23), bits & 0x7F_FFFF)
    // Below 2^-126 the exponent field is 0 and the power is told by the fraction alone.
    if field == 0, mode == .up ? fraction > 0x40_0000 : mode == .nearest && fraction >= 0x60_0000 { return 1 }
    if field == 0 { return 0 }
    switch mode {
    case .up: field += fraction > 0 ? 1 : 0
    case .down: fraction = 0
    case .nearest: field += fraction >= 0x40_0000 ? 1 : 0
    }
    return field > 254 ? (saturate ? 254 : 255) : UInt8(field)
  }
}

extension DataType {
  /// The type of an attribute that holds ONNX's number of it.
  init(code: Int, attribute: String) throws(OperatorError) {
    guard let code = Int32(exactly: code), let type = DataType(rawValue: code) else {
      throw .attribute(attribute, found: "\(code)", expected: "the number of a data type")
    }
    self = type
  }
}
