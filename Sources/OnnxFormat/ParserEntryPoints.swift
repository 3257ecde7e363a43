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

/// Whether the bytes are no model, or one that stays one when metadata is added to it and to its nodes, with as many
/// nodes as before and the same bytes when it is added again.
///
/// For fuzzing from outside the package: whatever the bytes, it answers, and with `true`.
public func staysModelWhenAnnotated(_ bytes: UnsafeRawBufferPointer) -> Bool {
  let model = try? OnnxModel.read(Array(bytes))
  let nodes = (model?.graph?.nodes ?? []).map {
    ModelAnnotation.NodeKey(output: $0.outputs.first ?? "", operatorType: $0.operatorType)
  }
  guard let once = annotated(bytes, nodes), let model else { return model == nil }
  guard let twice = once.withUnsafeBytes({ annotated($0, nodes) }), let result = try? OnnxModel.read(once) else {
    return false
  }
  return once == twice && result.graph?.nodes.count == model.graph?.nodes.count
}

private func annotated(_ bytes: UnsafeRawBufferPointer, _ nodes: [ModelAnnotation.NodeKey]) -> [UInt8]? {
  let metadata: ModelAnnotation.Metadata = [("stonne.cycles", "128"), ("stonne.device", "cpu")]
  var writer = AnnotationWriter(
    file: bytes, prefix: "stonne.",
    nodes: Dictionary(nodes.map { ($0, metadata) }, uniquingKeysWith: { first, _ in first }))
  guard let pieces = try? writer.model(0..<bytes.count, adding: metadata) else { return nil }
  return pieces.pieces.flatMap { piece in
    switch piece {
    case .part(let range): Array(bytes[range])
    case .new(let new): new
    }
  }
}
