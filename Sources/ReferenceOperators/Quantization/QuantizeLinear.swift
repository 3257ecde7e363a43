import CKernels
import Tensors

/// QuantizeLinear-10 (ONNX Operators): x / scale, rounded to nearest even, plus the zero point, held within
/// the type.
///
/// Inputs: x, scale, optional zero point, whose type is the output's (default uint8, or `output_dtype` from opset
/// 21 on). `axis` (opset 13, default 1) and `block_size` (opset 21, default 0) say which elements share a scale;
/// `saturate` (opset 19, default 1) is for the 8-bit floats.
package struct QuantizeLinear: Operator {
  private let axis: Int
  private let block: Int
  private let saturate: Bool
  private let type: DataType?

  /// The attributes' defaults.
  init() { (axis, block, saturate, type) = (1, 0, true, nil) }

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: 1)
    block = try node.int("block_size", default: 0)
    guard block >= 0 else { throw .attribute("block_size", found: "\(block)", expected: "0 or more") }
    saturate = try node.flag("saturate", default: true)
    let code = try node.int("output_dtype", default: 0)
    type = code == 0 ? nil : try DataType(code: code, attribute: "output_dtype")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: DataType.floats + [.int32])
    _ = try inputs.required(1)
    let output = if let zero = inputs[2] { zero.dataType ?? type } else { type ?? .uint8 }
    return [ValueFact(output, x.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let scale = try inputs.required(1)
    let zero = try inputs[2]?.cast(to: .float32)
    if let zero, zero.count != scale.count { throw .shape("zero points \(zero.shape) for scales \(scale.shape)") }
    let indexing = try ScaleIndexing(of: scale.shape, for: shape, axis: axis, block: block)
    let scales = try scale.cast(to: .float32).elements(as: Float.self)
    let zeros = zero?.elements(as: Float.self) ?? [Float](repeating: 0, count: scales.count)
    let x = try inputs.take(0).cast(to: .float32)
    if DataType.bytes.contains(type), scales.count == 1 {
      return [x.quantized(scale: scales[0], zero: zeros[0], type, threads: context.threads)]
    }
    let range = type.integerRange.map { Float($0.lowerBound)...Float($0.upperBound) }
    let quantized = x.withElements(as: Float.self) { source in
      Tensor(shape, of: Float.self) { target in
        indexing.forEachElement(below: source.count) { i, scale in
          let value = source[i] / scales[scale]
          target[i] =
            range.map { min(max(value.rounded(.toNearestOrEven) + zeros[scale], $0.lowerBound), $0.upperBound) }
            ?? value + zeros[scale]
        }
      }
    }
    return [try quantized.cast(to: type, saturate: saturate)]
  }
}

/// DequantizeLinear-10 (ONNX Operators): (x - zero point) * scale, in the scale's type.
///
/// Inputs and attributes as of ``QuantizeLinear``.
package struct DequantizeLinear: Operator {
  private let axis: Int
  private let block: Int
  private let type: DataType?

  /// The attributes' defaults.
  init() { (axis, block, type) = (1, 0, nil) }

  package init(_ node: NodeReader) throws(OperatorError) {
    axis = try node.int("axis", default: 1)
    block = try node.int("block_size", default: 0)
    guard block >= 0 else { throw .attribute("block_size", found: "\(block)", expected: "0 or more") }
    let code = try node.int("output_dtype", default: 0)
    type = code == 0 ? nil : try DataType(code: code, attribute: "output_dtype")
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0)
    let scale = try inputs.required(1, of: DataType.floats)
    if let type = x.dataType { try inputs.check(2, of: [type]) }
    return [ValueFact(type ?? scale.dataType, x.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let scale = try inputs.required(1)
    if let zero = inputs[2], zero.count != scale.count {
      throw .shape("zero points \(zero.shape) for scales \(scale.shape)")
    }
    let indexing = try ScaleIndexing(of: scale.shape, for: shape, axis: axis, block: block)
    let scales = try scale.cast(to: .float32).elements(as: Float.self)
    let x = try inputs.take(0)
    let values = try x.dequantized(zero: inputs[2], scales, indexing, threads: context.threads)
    return [try values.cast(to: type)]
  }
}

extension Tensor {
  /// (x - zero point) * scale, as floats.
  fileprivate func dequantized(
    zero: Tensor?, _ scales: [Float], _ indexing: ScaleIndexing, threads: Int
  ) throws(OperatorError) -> Tensor {
    let zeros =
      try zero?.cast(to: .float64).elements(as: Double.self) ?? [Double](repeating: 0, count: scales.count)
    switch dataType {
    case .int8: return dequantized(Int8.self, zeros, scales, indexing, threads)
    case .uint8: return dequantized(UInt8.self, zeros, scales, indexing, threads)
    default: return try cast(to: .float64).dequantized(Double.self, zeros, scales, indexing, threads)
    }
  }

  private func dequantized<Element: TensorElement & ArithmeticElement>(
    _: Element.Type, _ zeros: [Double], _ scales: [Float], _ indexing: ScaleIndexing, _ threads: Int
  ) -> Tensor {
    withElements(as: Element.self) { source in
      Tensor(shape, of: Float.self) { target in
        if scales.count == 1 {
          let (zero, scale) = (zeros[0], scales[0])
          concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
            for i in part { target[i] = Float(source[i].asDouble - zero) * scale }
          }
          return
        }
        indexing.forEachElement(below: source.count) { i, scale in
          target[i] = Float(source[i].asDouble - zeros[scale]) * scales[scale]
        }
      }
    }
  }

  /// Floats over one scale, rounded to even, plus a zero point, held within int8 or uint8.
  func quantized(scale: Float, zero: Float, _ type: DataType, threads: Int) -> Tensor {
    let range = type.integerRange ?? 0...0
    return withElements(as: Float.self) { source in
      Tensor(type, shape) { (target: UnsafeMutableRawBufferPointer) in
        guard let x = source.baseAddress else { return }
        let y = target.bindMemory(to: UInt8.self)
        concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
          withUnsafePointer(to: scale) { scale in
            withUnsafePointer(to: zero) { zero in
              var rule = ck_quantization(
                scale: scale, zero: zero, repeats: true, low: Float(range.lowerBound),
                high: Float(range.upperBound))
              ck_quantize(&rule, x + part.lowerBound, y.baseAddress.map { $0 + part.lowerBound }, part.count)
            }
          }
        }
      }
    }
  }
}

extension DataType {
  /// The values of a quantised integer type; `nil` for a floating-point one.
  var integerRange: ClosedRange<Int>? {
    switch self {
    case .int2: -2...1
    case .uint2: 0...3
    case .int4: -8...7
    case .uint4: 0...15
    case .int8: -128...127
    case .uint8: 0...255
    case .int16: -32768...32767
    case .uint16: 0...65535
    default: nil
    }
  }
}
