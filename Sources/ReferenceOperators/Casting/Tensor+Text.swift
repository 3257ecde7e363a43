import Tensors

extension Tensor {
  /// Every element as text, floating-point ones with the fewest digits that give the same value back.
  func printed() throws(OperatorError) -> Tensor {
    let texts: [String]
    switch dataType {
    case .float64: texts = elements(as: Double.self).map(Self.text)
    case .float32: texts = elements(as: Float.self).map(Self.text)
    case .float16: texts = elements(as: Float16.self).map(Self.text)
    case .bool: texts = elements(as: Bool.self).map { $0 ? "1" : "0" }
    case .uint64: texts = elements(as: UInt64.self).map { "\($0)" }
    default:
      if DataType.integers.contains(dataType) {
        texts = try cast(to: .int64).elements(as: Int64.self).map { "\($0)" }
      } else {
        texts = try cast(to: .float32).elements(as: Float.self).map(Self.text)
      }
    }
    do { return try Tensor(shape, strings: texts) } catch { throw .shape(error.description) }
  }

  private static func text<Value: BinaryFloatingPoint & LosslessStringConvertible>(_ value: Value) -> String {
    value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-INF" : "INF") : "\(value)"
  }

  /// The texts as doubles: decimal and scientific notation, `INF`, `-INF` and `NaN` in any case.
  /// - Throws: ``OperatorError/value(_:)`` for a text that is no number.
  static func parsed(_ texts: [String], _ shape: Shape) throws(OperatorError) -> Tensor {
    var values: [Double] = []
    values.reserveCapacity(texts.count)
    for text in texts {
      guard let value = Double(text) else { throw .value("string \"\(text.prefix(40))\" is no number") }
      values.append(value)
    }
    do { return try Tensor(shape, values) } catch { throw .shape(error.description) }
  }
}
