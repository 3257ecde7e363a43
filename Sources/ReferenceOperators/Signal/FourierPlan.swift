import Glibc

/// A complex signal or spectrum.
struct ComplexValues: Sendable {
  var real: [Double]
  var imaginary: [Double]

  init(zeros count: Int) {
    real = [Double](repeating: 0, count: count)
    imaginary = real
  }

  /// e^(i angle) for each angle.
  init(angles: [Double]) {
    real = angles.map { cos($0) }
    imaginary = angles.map { sin($0) }
  }

  /// The products of its elements with another's, or with their conjugates.
  mutating func multiply(by other: ComplexValues, conjugated: Bool = false) {
    for i in 0..<min(real.count, other.real.count) {
      let (a, b) = (real[i], imaginary[i])
      let (c, d) = (other.real[i], conjugated ? -other.imaginary[i] : other.imaginary[i])
      real[i] = a * c - b * d
      imaginary[i] = a * d + b * c
    }
  }
}

/// The discrete Fourier transform of one length, in double precision: powers of two by halving (Cooley and
/// Tukey 1965), other lengths as a convolution (Bluestein 1970).
struct FourierPlan: Sendable {
  let length: Int
  private let halving: Halving
  /// Bluestein's chirp e^(-pi i n^2 / length), and the transform of its conjugate wrapped around.
  private let chirp: (factors: ComplexValues, filter: ComplexValues)?

  /// - Parameter length: 1 to 2^40.
  init(length: Int) {
    self.length = length
    let isPower = length & (length - 1) == 0
    var size = 1
    while size < (isPower ? length : 2 * length - 1) { size *= 2 }
    halving = Halving(size: size)
    guard !isPower else {
      chirp = nil
      return
    }
    // n^2 is reduced modulo 2 length, step by step, so that the angle of a long signal stays exact.
    var square = 0
    var angles: [Double] = []
    for n in 0..<length {
      angles.append(-Double.pi * Double(square) / Double(length))
      square = (square + 2 * n + 1) % (2 * length)
    }
    let factors = ComplexValues(angles: angles)
    var filter = ComplexValues(zeros: size)
    for n in 0..<length {
      for position in [n, (size - n) % size] {
        filter.real[position] = factors.real[n]
        filter.imaginary[position] = -factors.imaginary[n]
      }
    }
    halving.transform(&filter)
    chirp = (factors, filter)
  }

  /// Replaces a signal of ``length`` elements by its transform; the inverse one is divided by the length.
  func transform(_ values: inout ComplexValues, inverse: Bool = false) {
    if inverse { values.imaginary = values.imaginary.map { -$0 } }
    if let chirp {
      convolve(&values, chirp.factors, chirp.filter)
    } else {
      halving.transform(&values)
    }
    guard inverse else { return }
    let scale = 1 / Double(length)
    for i in 0..<length {
      values.real[i] *= scale
      values.imaginary[i] *= -scale
    }
  }

  private func convolve(_ values: inout ComplexValues, _ factors: ComplexValues, _ filter: ComplexValues) {
    var padded = ComplexValues(zeros: halving.size)
    values.multiply(by: factors)
    padded.real.replaceSubrange(0..<length, with: values.real)
    padded.imaginary.replaceSubrange(0..<length, with: values.imaginary)
    halving.transform(&padded)
    padded.multiply(by: filter)
    // The inverse transform by way of the conjugate.
    padded.imaginary = padded.imaginary.map { -$0 }
    halving.transform(&padded)
    let scale = 1 / Double(halving.size)
    values.real = padded.real.prefix(length).map { $0 * scale }
    values.imaginary = padded.imaginary.prefix(length).map { -$0 * scale }
    values.multiply(by: factors)
  }
}

/// The transform of a length that is a power of two.
private struct Halving: Sendable {
  let size: Int
  /// e^(-2 pi i k / size), k below half the size.
  private let roots: ComplexValues

  init(size: Int) {
    self.size = size
    roots = ComplexValues(angles: (0..<size / 2).map { -2 * Double.pi * Double($0) / Double(size) })
  }

  func transform(_ values: inout ComplexValues) {
    reverseBits(&values)
    values.real.withUnsafeMutableBufferPointer { real in
      values.imaginary.withUnsafeMutableBufferPointer { imaginary in
        var half = 1
        while half < size {
          let step = size / (2 * half)
          for start in stride(from: 0, to: size, by: 2 * half) {
            for k in 0..<half {
              let (c, d) = (roots.real[k * step], roots.imaginary[k * step])
              let (i, j) = (start + k, start + k + half)
              let (a, b) = (real[j] * c - imaginary[j] * d, real[j] * d + imaginary[j] * c)
              (real[j], imaginary[j]) = (real[i] - a, imaginary[i] - b)
              real[i] += a
              imaginary[i] += b
            }
          }
          half *= 2
        }
      }
    }
  }

  private func reverseBits(_ values: inout ComplexValues) {
    var j = 0
    for i in 1..<max(size, 1) {
      var bit = size / 2
      while j & bit != 0 {
        j ^= bit
        bit /= 2
      }
      j |= bit
      if i < j {
        values.real.swapAt(i, j)
        values.imaginary.swapAt(i, j)
      }
    }
  }
}
