/// Arithmetic with counts that notes whether 63 bits held every result.
///
/// One run of a layer always fits (`Layer.fault`); many runs, and many layers of which only shapes are known, may not.
struct CheckedCounts {
  /// Why a layer is refused whose counts do not fit on top of those before it.
  static let sumFault = "with the layers before it, it has more cycles or operations than can be counted"

  private(set) var fit = true

  mutating func product(_ count: Int, _ runs: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: runs)
    fit = fit && !overflow
    return product
  }

  mutating func add(_ count: Int, to sum: inout Int) {
    let (next, overflow) = sum.addingReportingOverflow(count)
    fit = fit && !overflow
    sum = next
  }
}
