import Tensors

/// NonZero-9 (ONNX Operators): the positions of the elements that are not zero, one a column, in row-major
/// order; int64 [rank, count]. Any type: of a string "" is zero.
package struct NonZero: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    return [ValueFact(.int64, [input.extents?.count, nil])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let input = try inputs.take(0)
    let shape = input.shape
    let offsets = try Self.offsets(in: input)
    let strides = shape.strides
    return [
      Tensor(try Shape(checked: [shape.rank, offsets.count]), of: Int64.self) { target in
        for axis in 0..<shape.rank {
          for (column, offset) in offsets.enumerated() {
            target[axis * offsets.count + column] = Int64(offset / strides[axis] % shape[axis])
          }
        }
      }
    ]
  }

  /// Where the elements are that are not zero.
  private static func offsets(in input: Tensor) throws(OperatorError) -> [Int] {
    if let strings = input.strings { return strings.indices.filter { !strings[$0].isEmpty } }
    switch input.dataType {
    case .complex64:
      return input.withUnsafeBytes { bytes in
        (0..<input.count).filter { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: SIMD2<Float>.self) != .zero }
      }
    case .complex128:
      return input.withUnsafeBytes { bytes in
        (0..<input.count).filter { bytes.loadUnaligned(fromByteOffset: 16 * $0, as: SIMD2<Double>.self) != .zero }
      }
    default:
      return try input.cast(to: .bool).withElements(as: UInt8.self) { flags in
        flags.indices.filter { flags[$0] != 0 }
      }
    }
  }
}

/// Compress-9 (ONNX Operators): the slices along `axis` for which the condition (input 1) holds; without
/// `axis` the elements of the flattened input.
package struct Compress: Operator {
  private let axis: Int?

  package init(_ node: NodeReader) throws(OperatorError) { axis = try node.int("axis") }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0)
    let condition = try inputs.required(1, of: [.bool])
    if let extents = condition.extents, extents.count != 1 {
      throw .shape("a condition of rank \(extents.count) where 1 is accepted")
    }
    guard let axis else { return [ValueFact(input.dataType, [nil])] }
    guard var extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    extents[try Axes.index(axis, rank: extents.count)] = nil
    return [ValueFact(input.dataType, extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let (data, axis) = try inputs.take(0).sliced(along: axis)
    let picked = try inputs.required(1).withElements(as: UInt8.self) { flags in
      flags.indices.filter { flags[$0] != 0 }
    }
    guard picked.last ?? -1 < data.shape[axis] else {
      throw .value("the condition picks \(picked.last ?? 0) of extent \(data.shape[axis])")
    }
    return [try data.slices(at: picked, along: axis)]
  }
}
