import OnnxFormat

extension ValueInfo {
  /// - Parameter name: the value's name in the model.
  init(importing onnx: OnnxValueInfo, as name: String) {
    self.init(name: name)
    switch onnx.type {
    case .tensor(let dataType, let extents):
      self.dataType = dataType
      self.extents = extents?.map(Extent.init)
    case .sequence: kind = .sequence
    case .optional: kind = .optional
    default: break
    }
  }
}

extension ValueInfo.Extent {
  fileprivate init(_ onnx: OnnxType.Extent) {
    switch onnx {
    case .value(let value) where value > 0: self = Int(exactly: value).map { .fixed($0) } ?? .unknown
    case .parameter(let name) where !name.isEmpty && name != "?": self = .symbol(name)
    default: self = .unknown
    }
  }
}
