import Tensors

extension Tensor {
  /// A row-major tensor of elements that were written with the first index running fastest.
  /// - Parameter bytes: `shape.count` elements of the type's width.
  static func rowMajor(
    fromFortranOrder bytes: UnsafeRawBufferPointer, _ type: DataType, _ shape: Shape
  ) -> Tensor {
    let width = type.byteWidth
    return Tensor(type, shape) { target in
      var index = [Int](repeating: 0, count: shape.rank)
      var strides = [Int](repeating: width, count: shape.rank)
      for axis in 1..<max(shape.rank, 1) { strides[axis] = strides[axis - 1] * shape[axis - 1] }
      var source = 0
      for element in 0..<shape.count {
        for byte in 0..<width { target[element * width + byte] = bytes[source + byte] }
        // Odometer: the last index of the target runs fastest.
        for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
          index[axis] += 1
          source += strides[axis]
          if index[axis] < shape[axis] { break }
          source -= strides[axis] * shape[axis]
          index[axis] = 0
        }
      }
    }
  }
}
