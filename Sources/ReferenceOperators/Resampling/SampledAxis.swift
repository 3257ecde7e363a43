/// One axis of an image that GridSample looks at between its elements.
struct SampledAxis<Element: RealElement>: Sendable {
  /// An element and its weight.
  typealias Tap = (element: Int, weight: Element)

  private let extent: Int
  private let sampling: GridSampling
  /// Where the axis is mirrored: the outermost elements' centres or their outer edges.
  private let low: Element
  private let high: Element

  init(extent: Int, sampling: GridSampling) {
    self.extent = extent
    self.sampling = sampling
    low = sampling.alignsCorners ? 0 : -0.5
    high = sampling.alignsCorners ? Element(extent - 1) : Element(extent) - 0.5
  }

  /// The elements that make up the value at a normalised coordinate; what is no number counts as -1.
  func taps(at coordinate: Element) -> [Tap] {
    let position = bounded(position(of: coordinate.isFinite ? coordinate : -1))
    guard case .interpolated(let kernel) = sampling.mode else {
      guard let element = element(at: Int(position)) else { return [] }
      return [(element, 1)]
    }
    let base = position.rounded(.down)
    var taps: [Tap] = []
    for offset in 1 - kernel.radius...kernel.radius {
      guard let element = element(at: Int(base) + offset) else { continue }
      taps.append((element, Element(kernel.value(at: Double(Element(offset) - (position - base))))))
    }
    return taps
  }

  private func position(of coordinate: Element) -> Element {
    let position =
      sampling.alignsCorners
      ? (coordinate + 1) / 2 * Element(extent - 1) : ((coordinate + 1) * Element(extent) - 1) / 2
    if case .nearest = sampling.mode { return position.rounded(.toNearestOrEven) }
    return position
  }

  /// The position brought to where its neighbours can be named.
  private func bounded(_ position: Element) -> Element {
    guard position < low || position > high else { return position }
    switch sampling.padding {
    // Beyond the widest kernel all is zero.
    case .zeros: return min(max(position, -4), Element(extent) + 4)
    case .border: return min(max(position, 0), Element(extent - 1))
    case .reflection: return reflected(position)
    }
  }

  private func reflected(_ position: Element) -> Element {
    let range = high - low
    guard range > 0, position.isFinite else { return low }
    let rest = abs(position - low).truncatingRemainder(dividingBy: 2 * range)
    return low + (rest <= range ? rest : 2 * range - rest)
  }

  /// The element that stands for a place that may lie outside; `nil` for a zero.
  private func element(at place: Int) -> Int? {
    if (0..<extent).contains(place) { return place }
    switch sampling.padding {
    case .zeros: return nil
    case .border: return min(max(place, 0), extent - 1)
    case .reflection: return min(max(Int(reflected(Element(place))), 0), extent - 1)
    }
  }
}
