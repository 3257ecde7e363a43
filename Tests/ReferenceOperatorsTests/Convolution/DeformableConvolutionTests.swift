import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Deformable convolution")
struct DeformableConvolutionTests {
  private let attributes: [String: Attribute] = [
    "group": .int(2), "offset_group": .int(2), "pads": .list([1, 0, 1, 0]), "strides": .list([2, 1]),
  ]
  private var plain: [String: Attribute] { attributes.filter { $0.key != "offset_group" } }

  private func close(_ a: [Float], _ b: [Float]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-4 }
  }

  @Test("without offsets it is the convolution, with a mask a scaled one")
  func zeroOffsets() throws {
    var random = RandomValues(seed: 3)
    let (x, w, bias) = try (random.tensor([2, 4, 5, 6]), random.tensor([6, 2, 3, 2]), random.tensor([6]))
    let expected = try evaluate("Conv", [x, w, bias], plain)[0]
    let taps = 2 * 3 * 2
    let extents = expected.shape.extents
    let offsets = try Tensor.floats(
      [Float](repeating: 0, count: 2 * taps * 2 * extents[2] * extents[3]), [2, 2 * taps, extents[2], extents[3]])
    let found = try evaluate("DeformConv", [x, w, offsets, bias], attributes)[0]
    #expect(close(found.floats, expected.floats) && found.shape == expected.shape)
    let half = try Tensor.floats(
      [Float](repeating: 0.5, count: offsets.count / 2), [2, taps, extents[2], extents[3]])
    let scaled = try evaluate("DeformConv", [x, w, offsets, nil, half], attributes)[0]
    let unbiased = try evaluate("Conv", [x, w], plain)[0]
    #expect(close(scaled.floats, unbiased.floats.map { $0 / 2 }))
  }

  @Test("an offset moves what is read: whole pixels shift, half ones average, outside is 0")
  func shifts() throws {
    let x = try Tensor.counting([1, 1, 3, 3])
    let w = try Tensor.floats([1], [1, 1, 1, 1])
    func read(down: Float, right: Float) throws -> [Float] {
      let offsets = [Float](repeating: down, count: 9) + [Float](repeating: right, count: 9)
      return try evaluate("DeformConv", [x, w, .floats(offsets, [1, 2, 3, 3])])[0].floats
    }
    #expect(try read(down: 1, right: 0) == [3, 4, 5, 6, 7, 8, 0, 0, 0])
    #expect(try read(down: 0, right: -1) == [0, 0, 1, 0, 3, 4, 0, 6, 7])
    #expect(try read(down: 0, right: 0.5) == [0.5, 1.5, 1, 3.5, 4.5, 2.5, 6.5, 7.5, 4])
    #expect(try read(down: .nan, right: 0) == [Float](repeating: 0, count: 9))
    #expect(try read(down: 1e30, right: 0) == [Float](repeating: 0, count: 9))
  }

  @Test("offsets of another shape are refused")
  func badShapes() throws {
    let x = try Tensor.counting([1, 1, 3, 3])
    #expect(throws: OperatorError.self) {
      try evaluate("DeformConv", [x, .floats([1], [1, 1, 1, 1]), .counting([1, 1, 3, 3])])
    }
  }
}
