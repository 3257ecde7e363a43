/// The messages of which ONNX makes files; a file does not say which one it holds.
package enum OnnxMessage: String, Sendable {
  case model
  case tensor
  case sequence
  case optional
}
