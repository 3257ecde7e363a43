/// Which element a position between two elements takes (ONNX Operators, Resize, `nearest_mode`).
package enum NearestRule: String, Sendable {
  case roundPreferFloor = "round_prefer_floor"
  case roundPreferCeil = "round_prefer_ceil"
  case floor
  case ceil

  /// The element, within an axis of `extent` elements.
  package func element(at position: Double, extent: Int) -> Int {
    let chosen =
      switch self {
      case .roundPreferFloor: (position - 0.5).rounded(.up)
      case .roundPreferCeil: (position + 0.5).rounded(.down)
      case .floor: position.rounded(.down)
      case .ceil: position.rounded(.up)
      }
    return Int(min(max(chosen, 0), Double(extent - 1)))
  }
}
