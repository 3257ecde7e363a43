extension Tensor {
  /// The same values as float32: itself where it is already, a converted copy of float16, bfloat16 and
  /// float64 (rounded), `nil` for any other type.
  package func asFloat32() -> Tensor? {
    switch dataType {
    case .float32: self
    case .float16: mapped { (value: Float16) in Float(value) }
    case .bfloat16: mapped { (value: BFloat16) in Float(value) }
    case .float64: mapped { (value: Double) in Float(value) }
    default: nil
    }
  }

  /// A float32 tensor's values in another floating-point type, rounded to nearest, ties to even; `nil` for
  /// a type that is not float32, float16, bfloat16 or float64.
  package func fromFloat32(to type: DataType) -> Tensor? {
    precondition(dataType == .float32, "\(dataType.name) read as float")
    return switch type {
    case .float32: self
    case .float16: mapped { (value: Float) in Float16(value) }
    case .bfloat16: mapped { (value: Float) in BFloat16(value) }
    case .float64: mapped { (value: Float) in Double(value) }
    default: nil
    }
  }

  private func mapped<Source: TensorElement, Target: TensorElement>(_ convert: (Source) -> Target) -> Tensor {
    withElements(as: Source.self) { source in
      Tensor(shape, of: Target.self) { target in
        for (index, value) in source.enumerated() { target.initializeElement(at: index, to: convert(value)) }
      }
    }
  }
}
