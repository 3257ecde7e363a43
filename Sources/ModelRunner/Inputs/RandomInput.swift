import Tensors

/// A seeded stand-in for an input that nobody gave.
package enum RandomInput {
  /// Floating point: uniform in [-1, 1). Integers and booleans: 0 or 1, which are indices that every
  /// embedding has and masks that every attention takes.
  /// - Returns: `nil` for a type that has no Swift form here (strings, complex, 8-bit floating point).
  package static func tensor(_ type: DataType, _ shape: Shape, using generator: inout SplitMix64) -> Tensor? {
    switch type {
    case .float32: fill(shape, &generator) { Float($0) }
    case .float64: fill(shape, &generator) { Double($0) }
    case .float16: fill(shape, &generator) { Float16($0) }
    case .bfloat16: fill(shape, &generator) { BFloat16($0) }
    case .int8: coins(shape, &generator, Int8.self)
    case .int16: coins(shape, &generator, Int16.self)
    case .int32: coins(shape, &generator, Int32.self)
    case .int64: coins(shape, &generator, Int64.self)
    case .uint8: coins(shape, &generator, UInt8.self)
    case .uint16: coins(shape, &generator, UInt16.self)
    case .uint32: coins(shape, &generator, UInt32.self)
    case .uint64: coins(shape, &generator, UInt64.self)
    case .bool:
      Tensor(shape, of: Bool.self) { for index in $0.indices { $0[index] = generator.next() >> 63 == 1 } }
    default: nil
    }
  }

  /// Whether there are random values of a type.
  static func hasValues(of type: DataType) -> Bool {
    var generator = SplitMix64(seed: 0)
    return tensor(type, .scalar, using: &generator) != nil
  }

  private static func fill<Element: TensorElement>(
    _ shape: Shape, _ generator: inout SplitMix64, _ convert: (Float) -> Element
  ) -> Tensor {
    Tensor(shape, of: Element.self) {
      for index in $0.indices { $0[index] = convert(generator.nextUnit() * 2 - 1) }
    }
  }

  private static func coins<Element: TensorElement & FixedWidthInteger>(
    _ shape: Shape, _ generator: inout SplitMix64, _: Element.Type
  ) -> Tensor {
    Tensor(shape, of: Element.self) {
      for index in $0.indices { $0[index] = Element(truncatingIfNeeded: generator.next() >> 63) }
    }
  }
}
