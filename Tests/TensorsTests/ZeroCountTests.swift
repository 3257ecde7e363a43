import Tensors
import Testing

@Suite struct ZeroCountTests {
  @Test("zeros of either sign are counted in any range, at any address")
  func ranges() {
    let period: [Float] = [0, 1, 2, 0, .nan, -0.0, 3]
    let values = (0..<40).map { period[$0 % period.count] }
    for shift in 0..<4 {
      var bytes = [UInt8](repeating: 1, count: shift)
      values.withUnsafeBytes { bytes += $0 }
      bytes.withUnsafeBytes { bytes in
        let elements = UnsafeRawBufferPointer(rebasing: bytes[shift...])
        for first in 0..<values.count {
          for end in first...values.count {
            #expect(elements.zeroFloats(in: first..<end) == values[first..<end].count { $0 == 0 })
          }
        }
      }
    }
  }
}
