import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("RoiAlign")
struct RoiAlignTests {
  private func align(
    _ images: Tensor, _ region: [Float], opset: Int = 22, image: Int64 = 0, _ attributes: [String: Attribute] = [:]
  ) throws -> [Float] {
    try evaluate("RoiAlign", [images, .floats(region, [1, 4]), .ints([image])], opset: opset, attributes)[0].floats
  }

  /// f(y, x) = 10 y + x over 6 x 6 pixels.
  private var ramp: Tensor {
    get throws { try .floats((0..<36).map { Float($0 / 6 * 10 + $0 % 6) }, [1, 1, 6, 6]) }
  }

  @Test("bins of a linear image have the value at their centre")
  func centres() throws {
    let size: [String: Attribute] = ["output_height": .int(2), "output_width": .int(2)]
    // Pixel centres are at halves: the region from 1 to 5 has bins around 2 and 4, pixels 1.5 and 3.5.
    #expect(try align(ramp, [1, 1, 5, 5], size) == [16.5, 18.5, 36.5, 38.5])
    let sampled = size.merging(["sampling_ratio": .int(3)]) { $1 }
    let values = try align(ramp, [1, 1, 5, 5], sampled)
    #expect(zip(values, [16.5, 18.5, 36.5, 38.5] as [Float]).allSatisfy { abs($0 - $1) < 1e-4 })
    #expect(try align(ramp, [1, 1, 5, 5], opset: 10, size) == [22, 24, 42, 44])
    #expect(
      try align(ramp, [2, 2, 10, 10], size.merging(["spatial_scale": .float(0.5)]) { $1 }) == [
        16.5, 18.5, 36.5, 38.5,
      ])
  }

  @Test("a region that is empty, outside, not a number or huge gives zeros or an error, never a trap")
  func oddRegions() throws {
    #expect(try align(ramp, [20, 20, 30, 30]) == [0])
    #expect(try align(ramp, [3, 3, 1, 1]) == [0])
    #expect(throws: OperatorError.self) { try align(ramp, [0, 0, 1e30, 1e30]) }
    #expect(throws: OperatorError.self) { try align(ramp, [.nan, 0, 1, 1]) }
    #expect(try align(ramp, [1e30, 0, -1e30, 1]) == [0])
    #expect(throws: OperatorError.self) { try align(ramp, [0, 0, 1, 1], image: 1) }
  }

  @Test("a constant image stays constant inside")
  func constant() throws {
    let images = try Tensor.floats([Float](repeating: 3, count: 50), [2, 1, 5, 5])
    #expect(try align(images, [1, 1, 4, 4], image: 1, ["sampling_ratio": .int(2)]) == [3])
  }
}
