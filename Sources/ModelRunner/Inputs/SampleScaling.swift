import Tensors

/// Samples of a data set in the type that a network takes.
enum SampleScaling {
  /// Integer samples for a floating-point input are grey levels: 0 to 255 means 0 to 1. Everything else keeps
  /// its values.
  /// - Returns: `nil` where one type cannot be made into the other without loss of what is before the point.
  static func converted(_ tensor: Tensor, to type: DataType) -> Tensor? {
    if tensor.dataType == type { return tensor }
    let isInteger = tensor.dataType.isWholeNumber
    if isInteger, let integers = integers(tensor, as: type) { return integers }
    guard [.float32, .float16, .bfloat16, .float64].contains(type) else { return nil }
    let divisor = isInteger ? 255.0 : 1
    return tensor.withDoubles { values in
      guard values.count == tensor.count else { return nil }
      if type == .float64 { return filled(tensor.shape, values) { $0 / divisor } }
      return filled(tensor.shape, values) { Float($0 / divisor) }.fromFloat32(to: type)
    }
  }

  /// Numbers of a vocabulary, masks: the same integers in another type.
  private static func integers(_ tensor: Tensor, as type: DataType) -> Tensor? {
    tensor.withDoubles { values in
      switch type {
      case .int64: exact(tensor.shape, values, Int64.self)
      case .int32: exact(tensor.shape, values, Int32.self)
      case .uint8: exact(tensor.shape, values, UInt8.self)
      case .int8: exact(tensor.shape, values, Int8.self)
      default: nil
      }
    }
  }

  private static func exact<Element: TensorElement & FixedWidthInteger>(
    _ shape: Shape, _ values: UnsafeBufferPointer<Double>, _: Element.Type
  ) -> Tensor? {
    let elements = values.compactMap { Element(exactly: $0) }
    return try? Tensor(shape, elements)
  }

  private static func filled<Element: TensorElement>(
    _ shape: Shape, _ values: UnsafeBufferPointer<Double>, _ convert: (Double) -> Element
  ) -> Tensor {
    Tensor(shape, of: Element.self) { target in
      for (index, value) in values.enumerated() { target.initializeElement(at: index, to: convert(value)) }
    }
  }
}

extension DataType {
  fileprivate var isWholeNumber: Bool {
    [.uint8, .int8, .uint16, .int16, .uint32, .int32, .uint64, .int64].contains(self)
  }
}
