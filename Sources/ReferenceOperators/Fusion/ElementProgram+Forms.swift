import CKernels
import Tensors

extension ElementProgram {
  /// Adds the steps of a form.
  /// - Parameters:
  ///   - values: the inputs as sources, `nil` where there is none.
  ///   - parameters: the tensors of those inputs that no step has computed.
  /// - Returns: whether that is possible; if not, the program is of no use any more.
  mutating func append(_ form: ElementForm, values: [Source?], parameters: [Tensor?]) -> Bool {
    guard let first = values.first, let x = first else { return false }
    switch form {
    case .binary(let operation):
      guard values.count == 2, let y = values[1] else { return false }
      append(operation, x, y)
    case .sum:
      guard values.count > 1, values.allSatisfy({ $0 != nil }) else { return false }
      var sum = x
      for case let addend? in values.dropFirst() {
        append(ck_add, sum, addend)
        sum = result
      }
    case .function(let operation): append(operation, x)
    case .clamp(let low, let high): append(ck_clamp, x, low: low, high: high)
    case .clampToInputs:
      guard let low = Self.bound(1, of: values, parameters, default: -.infinity),
        let high = Self.bound(2, of: values, parameters, default: .infinity), low <= high
      else { return false }
      append(ck_clamp, x, low: low, high: high)
    case .leak(let slope): append(ck_leak, x, low: slope)
    case .hardSigmoid(let slope, let offset, let isProduct):
      append(ck_scale, x, low: slope, high: offset)
      append(ck_clamp, result, low: 0, high: 1)
      if isProduct { append(ck_multiply_elements, x, result) }
    case .gelu:
      append(ck_scale, x, low: Float(0.5).squareRoot(), high: 0)
      append(ck_error_function, result)
      append(ck_scale, result, low: 0.5, high: 0.5)
      append(ck_multiply_elements, x, result)
    case .quantization:
      guard let step = QuantizationStep(parameters), let scale = operand(step.scale) else { return false }
      append(ck_divide, x, scale)
      append(ck_round, result, low: step.low - step.zero, high: step.high - step.zero)
      append(ck_scale, result, low: 1, high: step.zero)
    case .dequantization:
      guard let step = QuantizationStep(parameters), let scale = operand(step.scale) else { return false }
      append(ck_scale, x, low: 1, high: -step.zero)
      append(ck_multiply_elements, result, scale)
    case .normalization(let epsilon): return appendNormalization(x, parameters, epsilon)
    }
    return true
  }

  /// The value of an input that is one number, or the default where it is omitted.
  private static func bound(
    _ index: Int, of values: [Source?], _ parameters: [Tensor?], default value: Float
  ) -> Float? {
    guard index < values.count, values[index] != nil else { return value }
    guard let tensor = parameters[index], tensor.dataType == .float32, tensor.count == 1 else { return nil }
    return tensor.withElements(as: Float.self) { $0[0] }
  }

  private mutating func appendNormalization(_ x: Source, _ parameters: [Tensor?], _ epsilon: Float) -> Bool {
    guard parameters.count == 5, shape.rank > 1 else { return false }
    var statistics: [[Float]] = []
    for case let tensor? in parameters.dropFirst() where tensor.dataType == .float32 && tensor.count == shape[1] {
      statistics.append(tensor.elements())
    }
    guard statistics.count == 4 else { return false }
    let scales = zip(statistics[0], statistics[3]).map { $0 / ($1 + epsilon).squareRoot() }
    let shifts = scales.indices.map { statistics[1][$0] - statistics[2][$0] * scales[$0] }
    guard let scale = channels(scales), let shift = channels(shifts) else { return false }
    append(ck_multiply_elements, x, scale)
    append(ck_add, result, shift)
    return true
  }

  /// One value a channel, axis 1, as an operand.
  private mutating func channels(_ values: [Float]) -> Source? {
    let extents = [values.count] + [Int](repeating: 1, count: shape.rank - 2)
    guard let shape = try? Shape(extents), let tensor = try? Tensor(shape, values) else { return nil }
    return operand(tensor)
  }
}

/// The one scale and the one zero point of 8-bit integers.
struct QuantizationStep {
  let scale: Tensor
  let zero: Float
  /// The range of the type.
  let low: Float
  let high: Float

  /// - Parameter parameters: inputs of QuantizeLinear or DequantizeLinear.
  /// - Returns: `nil` for several of them, and for other types.
  init?(_ parameters: [Tensor?]) {
    guard parameters.count == 3, let scale = parameters[1], let zero = parameters[2], scale.count == 1,
      zero.count == 1, scale.dataType == .float32, DataType.bytes.contains(zero.dataType),
      let range = zero.dataType.integerRange
    else { return nil }
    self.scale = scale
    self.zero =
      zero.dataType == .int8
      ? zero.withElements(as: Int8.self) { Float($0[0]) } : zero.withElements(as: UInt8.self) { Float($0[0]) }
    (low, high) = (Float(range.lowerBound), Float(range.upperBound))
  }
}
