import Tensors

/// Whether the bytes are an ONNX model, as far as bytes, tensors and attributes tell.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isOnnxModel(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? OnnxModel.read(Array(bytes))) != nil
}

/// Whether the bytes are an ONNX tensor (`TensorProto`).
public func isOnnxTensor(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? OnnxTensor.read(Array(bytes))) != nil
}

/// Whether the bytes are an ONNX sequence or optional (`SequenceProto`, `OptionalProto`).
public func isOnnxValue(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? Value.read(Array(bytes), as: .sequence)) != nil || (try? Value.read(Array(bytes), as: .optional)) != nil
}
