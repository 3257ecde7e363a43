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
