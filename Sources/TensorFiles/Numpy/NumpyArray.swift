import Tensors

/// A tensor as `.npy` files have it: header and elements.
struct NumpyArray {
  let header: [UInt8]
  let payload: TensorBytes

  init(_ tensor: Tensor) {
    let element: NumpyElement
    if let strings = tensor.strings {
      let scalars = strings.map { Array($0.unicodeScalars) }
      // numpy has no text of no characters at all.
      let length = max(scalars.map(\.count).max() ?? 0, 1)
      element = NumpyElement(.text(length: length))
      payload = Self.text(scalars, length: length)
    } else {
      let array = Self.known(tensor)
      element = NumpyElement(.numbers(array.dataType))
      payload = array.withUnsafeBytes { TensorBytes(copying: $0) }
    }
    header = NumpyHeader.bytes(of: element, tensor.shape)
  }

  /// The tensor in a type that numpy has, where the values fit one.
  private static func known(_ tensor: Tensor) -> Tensor {
    switch tensor.dataType {
    case .bfloat16: tensor.asFloat32() ?? tensor
    case .int4, .int2: tensor.withUnsafeBytes { relabelled($0, .int8, tensor.shape) }
    case .uint4, .uint2: tensor.withUnsafeBytes { relabelled($0, .uint8, tensor.shape) }
    default: tensor
    }
  }

  private static func relabelled(_ bytes: UnsafeRawBufferPointer, _ type: DataType, _ shape: Shape) -> Tensor {
    Tensor(type, shape) { $0.copyMemory(from: bytes) }
  }

  private static func text(_ strings: [[Unicode.Scalar]], length: Int) -> TensorBytes {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * length * strings.count)
    for string in strings {
      for index in 0..<length {
        let value = index < string.count ? string[index].value : 0
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    return TensorBytes(copying: bytes)
  }
}
