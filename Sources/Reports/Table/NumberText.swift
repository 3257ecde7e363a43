import Glibc

/// Numbers as people read them, the same in every locale.
package enum NumberText {
  /// Digits in groups of three: `1,218,816`.
  package static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A number with `decimals` digits after the point, rounded half away from zero; its whole part grouped.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return String(value) }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value.magnitude * scale).rounded()
    let whole = Int((scaled / scale).rounded(.down))
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + grouped(whole) }
    let fraction = String(Int(scaled - Double(whole) * scale))
    return sign + grouped(whole) + "." + String(repeating: "0", count: max(0, decimals - fraction.count))
      + fraction
  }

  /// Three significant digits with an exponent where the number is small: `1.27e-06`.
  package static func scientific(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return "0" }
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 0.9995 {
      mantissa *= 10
      exponent -= 1
    }
    let sign = exponent < 0 ? "-" : "+"
    let digits = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    return (value < 0 ? "-" : "") + fixed(mantissa, decimals: 2) + "e" + sign + digits
  }

  /// Six significant digits, as C's `%g` and C++ streams print a number: `2.01557`, `1e+06`, `0.0078125`.
  package static func general(_ value: Double) -> String {
    withVaList([value]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
        let length = vsnprintf(buffer.baseAddress, buffer.count, "%g", arguments)
        return String(decoding: buffer.prefix(Int(length)).lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }

  /// The fewest digits that give the number back, as Python's `str` prints a float: `0.1`, `1e-05`, `1e+16`.
  package static func shortest(_ value: Double) -> String {
    // Swift goes over to exponents at 2^53, Python at 10^16.
    (0x1p53..<1e16).contains(value.magnitude) ? "\(Int(value)).0" : String(value)
  }

  /// Three significant digits with a unit prefix of thousands: `12.4 k`, `1.22 M`, `3.1 G`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite, value.magnitude >= 1000 else { return general(value) }
    var scaled = value
    for prefix in ["k", "M", "G", "T", "P"] {
      scaled /= 1000
      if scaled.magnitude < 999.5 || prefix == "P" {
        let digits: Double = scaled.magnitude < 9.995 ? 100 : scaled.magnitude < 99.95 ? 10 : 1
        return general((scaled * digits).rounded() / digits) + " " + prefix
      }
    }
    return general(value)
  }

  /// A duration: `412 us`, `3.1 ms`, `12.4 s`, `3 m 05 s`.
  package static func duration(_ seconds: Double) -> String {
    if seconds < 1e-3 { return "\(Int((seconds * 1e6).rounded())) us" }
    if seconds < 1 { return fixed(seconds * 1e3, decimals: 1) + " ms" }
    if seconds < 60 { return fixed(seconds, decimals: 1) + " s" }
    let whole = seconds < 1e9 ? Int(seconds.rounded()) : 1_000_000_000
    let rest = whole % 60
    return "\(grouped(whole / 60)) m \(rest < 10 ? "0" : "")\(rest) s"
  }
}
