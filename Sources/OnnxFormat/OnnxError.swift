import Diagnostics

/// Why a file is no usable ONNX model or tensor, as far as its bytes and its tensors tell.
package enum OnnxError: InputFault, Equatable {
  /// The file, or one that it names, cannot be read.
  case file(FileAccessError)
  case empty(OnnxMessage, path: String)
  /// Bytes that are not protobuf's wire format, or not of ONNX's schema.
  case malformed(OnnxMessage, path: String, fault: WireFault)
  /// A tensor that contradicts itself; `name` may be empty.
  case tensor(name: String, path: String, reason: String)
  /// An attribute that contradicts itself.
  case attribute(String, node: String, path: String, reason: String)
  /// A declared type that ONNX does not have.
  case type(ofValue: String, path: String, reason: String)

  package var what: String {
    switch self {
    case .file(let error): error.what
    case .empty(let message, _), .malformed(let message, _, _): message.rawValue
    case .tensor(let name, _, _): name.isEmpty ? "unnamed tensor" : "tensor `\(name)`"
    case .attribute(let name, let node, _, _): "attribute `\(name)` of node `\(node)`"
    case .type(let name, _, _): "type of `\(name)`"
    }
  }

  package var place: String {
    switch self {
    case .file(let error): error.place
    case .empty(_, let path), .malformed(_, let path, _), .tensor(_, let path, _), .attribute(_, _, let path, _),
      .type(_, let path, _):
      path
    }
  }

  package var reason: String {
    switch self {
    case .file(let error): error.reason
    case .empty: "the file is empty"
    case .malformed(_, _, let fault): "not ONNX, or damaged: \(fault)"
    case .tensor(_, _, let reason), .attribute(_, _, _, let reason), .type(_, _, let reason): reason
    }
  }
}
