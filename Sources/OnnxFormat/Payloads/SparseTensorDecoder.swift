import COnnxProto
import Tensors

/// Expands a `SparseTensorProto` to a dense tensor.
///
/// `values` has one element a stored one; `indices` are linear positions (rank 1) or one row of
/// coordinates each (rank 2), ascending either way (onnx.proto, `SparseTensorProto`).
struct SparseTensorDecoder {
  let name: String
  private let values: Tensor
  private let indices: Tensor
  private let shape: Shape
  private let context: DecodingContext

  /// Expanding costs memory that the file does not account for, so it ends here.
  private static let maximumBytes = 1 << 31

  init(_ proto: Onnx__SparseTensorProto, in context: DecodingContext) throws(OnnxError) {
    self.context = context
    guard let values = proto.values, let indices = proto.indices else {
      throw .tensor(
        name: text(proto.values?.pointee.name), path: context.path,
        reason: "a sparse tensor needs both values and indices")
    }
    let stored = try OnnxTensor(decoding: values.pointee, in: context)
    name = stored.name
    self.values = stored.value
    self.indices = try TensorDecoder(indices.pointee, in: context).tensor()
    let extents = UnsafeBufferPointer(start: proto.dims, count: proto.dims == nil ? 0 : proto.n_dims)
    do throws(TensorError) { shape = try Shape(extents.map { Int($0) }) } catch {
      throw .tensor(name: name, path: context.path, reason: "\(error.what): \(error.reason)")
    }
  }

  func dense() throws(OnnxError) -> Tensor {
    let width = values.dataType.byteWidth
    guard width > 0 else { throw fault("sparse strings are not supported") }
    guard shape.count * width <= Self.maximumBytes else {
      throw fault("\(shape) is more than 2 GiB when expanded")
    }
    let positions = try positions()
    return Tensor(values.dataType, shape) { (elements: UnsafeMutableRawBufferPointer) in
      elements.initializeMemory(as: UInt8.self, repeating: 0)
      values.withUnsafeBytes { stored in
        for (ordinal, position) in positions.enumerated() {
          for byte in 0..<width { elements[position * width + byte] = stored[ordinal * width + byte] }
        }
      }
    }
  }

  /// Linear positions of the stored values, checked.
  private func positions() throws(OnnxError) -> [Int] {
    let count = values.count
    let rank = shape.rank
    guard values.shape.rank == 1, indices.dataType == .int64,
      indices.shape.extents == [count] || indices.shape.extents == [count, rank]
    else {
      throw fault(
        "values \(values.shape) and indices \(indices.shape) (\(indices.dataType.name)) where "
          + "[\(count)] and [\(count)] or [\(count)x\(rank)] (int64) are needed")
    }
    let isLinear = indices.shape.rank == 1
    let strides = isLinear ? [1] : shape.strides
    let bounds = isLinear ? [shape.count] : shape.extents
    let coordinates = indices.withElements(as: Int64.self) { Array($0) }
    var positions: [Int] = []
    positions.reserveCapacity(count)
    for ordinal in 0..<count {
      var position = 0
      for (axis, bound) in bounds.enumerated() {
        let coordinate = coordinates[ordinal * bounds.count + axis]
        guard coordinate >= 0, coordinate < bound else {
          throw fault("index \(coordinate) where 0 to \(bound - 1) is possible")
        }
        position += Int(coordinate) * strides[axis]
      }
      if let last = positions.last, last >= position { throw fault("indices are not in ascending order") }
      positions.append(position)
    }
    return positions
  }

  private func fault(_ reason: String) -> OnnxError { .tensor(name: name, path: context.path, reason: reason) }
}
