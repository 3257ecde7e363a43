import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("GridSample")
struct GridSampleTests {
  private let line: [Float] = [10, 20, 30, 40]

  /// Values at coordinates of one axis of four elements.
  private func sample(_ coordinates: [Float], _ attributes: [String: Attribute]) throws -> [Float] {
    let image = try Tensor.floats(line, [1, 1, 4])
    let grid = try Tensor.floats(coordinates, [1, coordinates.count, 1])
    return try evaluate("GridSample", [image, grid], attributes)[0].floats
  }

  @Test("-1 and 1 are the outer edges, or with align_corners the centres of the outermost elements")
  func coordinates() throws {
    #expect(try sample([-0.75, -0.25, 0, 0.75], [:]) == [10, 20, 25, 40])
    #expect(try sample([-1, 0, 0.5, 1], ["align_corners": .int(1)]) == [10, 25, 32.5, 40])
  }

  @Test("beyond the axis lie zeros, the outermost element, or the mirrored axis")
  func padding() throws {
    let outside: [Float] = [-1.75, -1, 1.25]
    #expect(try sample(outside, [:]) == [0, 5, 0])
    #expect(try sample(outside, ["padding_mode": .text("border")]) == [10, 10, 40])
    #expect(try sample(outside, ["padding_mode": .text("reflection")]) == [20, 10, 40])
  }

  @Test("nearest rounds ties to even, cubic goes through the elements")
  func modes() throws {
    #expect(try sample([-0.5, 0, 0.5], ["mode": .text("nearest")]) == [10, 30, 30])
    #expect(try sample([-0.75, -0.25, 0.25], ["mode": .text("cubic")]) == [10, 20, 30])
    #expect(try sample([0], ["mode": .text("cubic")]) == [25])
  }

  @Test("the identity map's grid gives the image back, in two and in three dimensions", arguments: [0, 1])
  func identity(_ alignsCorners: Int64) throws {
    for extents in [[2, 3, 4, 5], [1, 2, 2, 3, 4]] {
      let axes = extents.count - 2
      let image = try Tensor.counting(extents)
      let theta = (0..<extents[0]).flatMap { _ in
        (0..<axes).flatMap { row in (0...axes).map { Float($0 == row ? 1 : 0) } }
      }
      let attributes = ["align_corners": Attribute.int(alignsCorners)]
      let grid = try evaluate(
        "AffineGrid", [.floats(theta, [extents[0], axes, axes + 1]), .ints(extents.map(Int64.init))], attributes)[
          0]
      let same = try evaluate("GridSample", [image, grid], attributes)[0]
      #expect(same.shape.extents == extents)
      #expect(zip(same.floats, image.floats).allSatisfy { abs($0 - $1) < 1e-4 })
    }
  }

  @Test(
    "coordinates that are no numbers, or beyond all bounds, are sampled without a trap",
    arguments: ["zeros", "border", "reflection"], ["linear", "nearest", "cubic"])
  func extremes(padding: String, mode: String) throws {
    let coordinates: [Float] = [.nan, .infinity, -.infinity, 3e38, -3e38, 1e20]
    let attributes: [String: Attribute] = ["padding_mode": .text(padding), "mode": .text(mode)]
    #expect(try sample(coordinates, attributes).allSatisfy { $0.isFinite })
    #expect(try sample(coordinates, attributes.merging(["align_corners": .int(1)]) { $1 }).count == 6)
  }

  @Test("grids and modes that do not fit are refused")
  func refused() throws {
    let image = try Tensor.floats(line, [1, 1, 2, 2])
    #expect(throws: OperatorError.self) {
      try evaluate("GridSample", [image, .floats([0, 0, 0], [1, 1, 1, 3])])
    }
    #expect(throws: OperatorError.self) { try evaluate("GridSample", [image, .floats([0, 0], [1, 1, 2])]) }
    #expect(throws: OperatorError.self) { try sample([0], ["mode": .text("bilinear")]) }
    #expect(throws: OperatorError.self) {
      try evaluate("AffineGrid", [.floats([0], [1, 1, 1]), .ints([1, 1, 2])])
    }
  }
}
