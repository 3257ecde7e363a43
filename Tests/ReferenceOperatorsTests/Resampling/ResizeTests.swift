import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Resize")
struct ResizeTests {
  private func resize(
    _ values: [Float], scale: Float, _ attributes: [String: Attribute] = [:]
  ) throws -> [Float] {
    try evaluate("Resize", [.floats(values), nil, .floats([scale])], attributes)[0].floats
  }

  @Test("nearest repeats elements, with each rounding rule")
  func nearest() throws {
    #expect(try resize([1, 2], scale: 2) == [1, 1, 2, 2])
    let asymmetric: [String: Attribute] = ["coordinate_transformation_mode": .text("asymmetric")]
    for (rule, expected) in [
      ("floor", [1, 1, 2, 2]), ("ceil", [1, 2, 2, 2]), ("round_prefer_floor", [1, 1, 2, 2]),
      ("round_prefer_ceil", [1, 2, 2, 2]),
    ] as [(String, [Float])] {
      #expect(try resize([1, 2], scale: 2, asymmetric.merging(["nearest_mode": .text(rule)]) { $1 }) == expected)
    }
  }

  @Test("linear interpolates between elements and repeats the outermost")
  func linear() throws {
    #expect(try resize([0, 4], scale: 2, ["mode": .text("linear")]) == [0, 1, 3, 4])
    let corners: [String: Attribute] = [
      "mode": .text("linear"), "coordinate_transformation_mode": .text("align_corners"),
    ]
    #expect(try resize([0, 3], scale: 2, corners) == [0, 1, 2, 3])
  }

  @Test("cubic keeps constants and reproduces the elements it stands on")
  func cubic() throws {
    #expect(try resize([2, 2, 2], scale: 2, ["mode": .text("cubic")]).allSatisfy { abs($0 - 2) < 1e-6 })
    let corners: [String: Attribute] = [
      "mode": .text("cubic"), "coordinate_transformation_mode": .text("align_corners"),
    ]
    let x = try evaluate("Resize", [.floats([1, 5, 2]), nil, nil, .ints([5])], corners)[0].floats
    for (a, b) in zip([x[0], x[2], x[4]], [1, 5, 2] as [Float]) { #expect(abs(a - b) < 1e-5) }
  }

  @Test("sizes name the extents; axes and the aspect ratio bind some of them")
  func sizes() throws {
    let x = try Tensor.counting([1, 1, 2, 4])
    #expect(try evaluate("Resize", [x, nil, nil, .ints([1, 1, 4, 4])])[0].shape.extents == [1, 1, 4, 4])
    let fitted = try evaluate(
      "Resize", [x, nil, nil, .ints([6, 6])],
      ["axes": .ints([2, 3]), "keep_aspect_ratio_policy": .text("not_larger")])[0]
    #expect(fitted.shape.extents == [1, 1, 3, 6])
  }

  @Test("Upsample and Resize-10 take the element below")
  func ancestors() throws {
    #expect(
      try evaluate("Upsample", [.floats([1, 2])], opset: 7, ["scales": .floats([2])])[0].floats == [1, 1, 2, 2])
    #expect(try evaluate("Upsample", [.floats([1, 2]), .floats([1.5])], opset: 9)[0].floats == [1, 1, 2])
    #expect(try evaluate("Resize", [.floats([1, 2]), .floats([1.5])], opset: 10)[0].floats == [1, 1, 2])
  }

  @Test("scales that are not positive, too many or too large are refused")
  func refused() throws {
    let x = try Tensor.floats([1, 2])
    for scales in [[0], [-1], [1, 1], [.nan], [.infinity], [1e38]] as [[Float]] {
      #expect(throws: OperatorError.self, "\(scales)") { try evaluate("Resize", [x, nil, .floats(scales)]) }
    }
    #expect(throws: OperatorError.self) { try evaluate("Resize", [x, nil, nil, .ints([-1])]) }
    #expect(throws: OperatorError.self) { try evaluate("Resize", [x]) }
  }
}
