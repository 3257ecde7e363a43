/// When the data of one stream pass one point of the fabric: datum `s` at the latest of up to four lines
/// `first + s * interval`.
///
/// A port of the distribution network sends one packet a cycle, so that each of its n destinations gets one
/// every n cycles: a line. A switch that waits for several streams forwards at the latest of them, and
/// nothing else ever holds a stream up (there is no back-pressure): a maximum of lines. Which interval a
/// lane stands for is kept once for the whole fabric, in ``StreamIntervals``.
struct StreamSchedule: Hashable {
  /// The cycle of datum 0 on the line of each interval; ``absent`` where no operand came at that interval.
  private(set) var first: SIMD4<Int>

  /// Earlier than any cycle, and far enough from the limits that adding a run's length cannot wrap.
  private static let absent = Int.min / 2

  /// A stream that never waits.
  init() { first = SIMD4(repeating: Self.absent) }

  /// A stream that a port delivers, from cycle `first` on at the interval of `lane`.
  init(first: Int, lane: Int) {
    self.init()
    self.first[lane] = first
  }

  /// The schedule of what needs a datum of both streams.
  func joined(with other: StreamSchedule) -> StreamSchedule {
    var result = self
    result.first = pointwiseMax(first, other.first)
    return result
  }

  /// The same stream `cycles` later (earlier where negative).
  func delayed(by cycles: Int) -> StreamSchedule {
    var result = self
    let moved = first &+ SIMD4(repeating: cycles)
    result.first = moved.replacing(with: Self.absent, where: first .== SIMD4(repeating: Self.absent))
    return result
  }

  /// The lanes on which the stream has a line.
  var lanes: [Int] { first.indices.filter { first[$0] != Self.absent } }
}
