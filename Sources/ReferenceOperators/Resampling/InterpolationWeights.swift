/// The elements of one axis, and their weights, that make up each output position (ONNX Operators, Resize,
/// modes `linear` and `cubic`).
package struct InterpolationWeights: Sendable {
  /// A piecewise polynomial that falls from 1 at distance 0 to 0.
  package enum Kernel: Sendable {
    case linear
    /// Keys 1981, with the given coefficient a.
    case cubic(Double)

    /// The distance from which on the kernel is 0.
    var radius: Int {
      switch self {
      case .linear: 1
      case .cubic: 2
      }
    }

    func value(at distance: Double) -> Double {
      let x = abs(distance)
      switch self {
      case .linear: return max(1 - x, 0)
      case .cubic(let a):
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
      }
    }
  }

  /// By output position and tap.
  package private(set) var elements: [Int] = []
  package private(set) var weights: [Double] = []
  package let taps: Int

  /// - Parameters:
  ///   - antialias: widens the kernel where the axis shrinks.
  ///   - excludesOutside: leaves elements beyond the axis out, rather than repeating the outermost one.
  package init(_ axis: ResizeAxis, _ kernel: Kernel, antialias: Bool, excludesOutside: Bool) {
    let stretch = antialias ? min(axis.scale, 1) : 1
    let first = Int((-Double(kernel.radius) / stretch).rounded(.down)) + 1
    taps = 2 - 2 * first
    for position in 0..<axis.output {
      let origin = axis.origin(of: position)
      let base = origin.rounded(.down)
      var row: [Double] = []
      for tap in 0..<taps {
        let element = Int(base) + first + tap
        let isOutside = !(0..<axis.input).contains(element)
        let weight = kernel.value(at: (Double(first + tap) - (origin - base)) * stretch)
        row.append(excludesOutside && isOutside ? 0 : weight)
        elements.append(min(max(element, 0), axis.input - 1))
      }
      let sum = row.reduce(0, +)
      weights += (antialias || excludesOutside) && sum != 0 ? row.map { $0 / sum } : row
    }
  }
}
