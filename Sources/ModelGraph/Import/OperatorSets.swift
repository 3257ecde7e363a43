import OnnxFormat

/// The versions of operator domains that a model or a function imports (ONNX IR specification,
/// "Operator Sets").
struct OperatorSets {
  /// By domain; `""` is ONNX's own, whatever the file calls it.
  let versions: [String: Int]

  /// - Parameter fault: makes an error of a reason, naming the model or function at fault.
  init(_ imports: [OnnxOperatorSet], fault: (String) -> ModelError) throws(ModelError) {
    guard !imports.isEmpty else { throw fault("it has no opset_import") }
    var versions: [String: Int] = [:]
    for set in imports {
      let domain = Self.normalised(set.domain)
      let shown = domain.isEmpty ? "ai.onnx" : domain
      guard let version = Int(exactly: set.version), version > 0 else {
        throw fault("it imports version \(set.version) of \(shown)")
      }
      if domain.isEmpty, version > Model.opsetVersions.upperBound {
        throw fault("it imports opset \(version) where 1 to \(Model.opsetVersions.upperBound) can be read")
      }
      guard versions.updateValue(version, forKey: domain) == nil else {
        throw fault("it imports \(shown) twice")
      }
    }
    self.versions = versions
  }

  subscript(domain: String) -> Int? { versions[domain] }

  /// ONNX's own domain has two names.
  static func normalised(_ domain: String) -> String { domain == "ai.onnx" ? "" : domain }
}
