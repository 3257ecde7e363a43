import COnnxProto

/// A domain of operators in one version (`OperatorSetIdProto`).
package struct OnnxOperatorSet: Sendable, Equatable {
  package var domain: String
  package var version: Int64

  package init(domain: String, version: Int64) {
    self.domain = domain
    self.version = version
  }

  init(decoding proto: Onnx__OperatorSetIdProto) {
    domain = text(proto.domain)
    version = proto.version
  }
}
