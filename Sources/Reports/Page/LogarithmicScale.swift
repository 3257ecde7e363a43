import Glibc

/// A logarithmic axis with ticks at powers of ten, and at 2 and 5 times them where there are few.
struct LogarithmicScale {
  let start: Double
  private let end: Double

  /// - Parameter values: above 0.
  init(covering values: [Double]) {
    start = (values.min() ?? 1) / 1.5
    end = (values.max() ?? 1) * 1.5
  }

  /// From 0 at the start to 1 at the end.
  func place(of value: Double) -> Double { log10(value / start) / log10(end / start) }

  var ticks: [Double] {
    let (first, last) = (log10(start).rounded(.down), log10(end).rounded(.up))
    let powers = stride(from: first, through: last, by: 1).map { pow(10, $0) }
    let factors: [Double] = last - first > 4 ? [1] : [1, 2, 5]
    return powers.flatMap { power in factors.map { $0 * power } }.filter { (start...end).contains($0) }
  }
}
