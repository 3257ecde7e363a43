import COnnxProto
import Tensors

/// A named tensor (`TensorProto`, or a `SparseTensorProto` expanded).
///
/// Elements that the file holds as ``Tensor`` does stay in the mapped file; others are decoded.
package struct OnnxTensor: Sendable {
  /// May be empty in attributes and in files of their own.
  package var name: String
  package var value: Tensor

  init(decoding proto: Onnx__TensorProto, in context: DecodingContext) throws(OnnxError) {
    name = text(proto.name)
    value = try TensorDecoder(proto, in: context).tensor()
  }

  init(decodingSparse proto: Onnx__SparseTensorProto, in context: DecodingContext) throws(OnnxError) {
    let decoder = try SparseTensorDecoder(proto, in: context)
    name = decoder.name
    value = try decoder.dense()
  }
}
