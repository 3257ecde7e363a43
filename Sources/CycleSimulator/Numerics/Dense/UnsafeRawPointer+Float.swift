extension UnsafeRawPointer {
  /// The float that `index` others are before, at any address.
  func float(at index: Int) -> Float {
    loadUnaligned(fromByteOffset: index &* MemoryLayout<Float>.stride, as: Float.self)
  }
}
