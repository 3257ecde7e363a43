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

  private func linear(
    _ x: Tensor, _ mode: String, roi: [Float]? = nil, sizes: [Int64]? = nil, scales: [Float]? = nil,
    _ attributes: [String: Attribute] = [:]
  ) throws -> [Float] {
    try evaluate(
      "Resize", [x, roi.map { try .floats($0) }, scales.map { try .floats($0) }, sizes.map { try .ints($0) }],
      attributes.merging(["mode": .text("linear"), "coordinate_transformation_mode": .text(mode)]) { $1 })[0]
      .floats
  }

  private func close(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test("tf_crop_and_resize spreads a region, and what lies outside the input has the extrapolation value")
  func crop() throws {
    // The examples of ONNX's specification: rows from 0.4 to 0.6 and columns from 0.6 to 0.8 of 0...3.
    let x = try Tensor(Shape([1, 1, 4, 4]), (1...16).map(Float.init))
    let inside = try linear(x, "tf_crop_and_resize", roi: [0, 0, 0.4, 0.6, 1, 1, 0.6, 0.8], sizes: [1, 1, 3, 3])
    #expect(close(inside, [7.6, 7.9, 8.2, 8.8, 9.1, 9.4, 10, 10.3, 10.6]), "\(inside)")
    let beyond = try linear(
      x, "tf_crop_and_resize", roi: [0, 0, 0.4, 0.6, 1, 1, 1.2, 1.7], sizes: [1, 1, 3, 3],
      ["extrapolation_value": .float(10)])
    #expect(close(beyond, [7.6, 10, 10, 12.4, 10, 10, 10, 10, 10]), "\(beyond)")
    let single = try linear(.floats([0, 1, 2]), "tf_crop_and_resize", roi: [0, 0.5], sizes: [1])
    #expect(single == [0.5], "the middle of the region")
  }

  @Test("half_pixel_symmetric keeps the middle where the extent is no whole number")
  func symmetric() throws {
    // 2 x 2.94 is 5.88, of which 5 are left: positions (x + 0.5) / 2.94 - 0.5, moved by (1 - 5 / 5.88).
    let y = try linear(.floats([1, 2]), "half_pixel_symmetric", scales: [2.94])
    #expect(close(y, [1, 1.159864, 1.5, 1.840136, 2]), "\(y)")
  }

  @Test("attributes that Resize does not have are refused with those that it has")
  func refusedAttributes() throws {
    let x = try Tensor.floats([1, 2])
    func refusal(_ inputs: [Tensor?], _ attributes: [String: Attribute]) -> String {
      do { return "accepted: \(try evaluate("Resize", [x] + inputs, attributes))" } catch { return "\(error)" }
    }
    let sizes = [nil, nil, try Tensor.ints([4])]
    #expect(
      refusal(sizes, ["nearest_mode": .text("up")])
        == "attribute `nearest_mode` is up where round_prefer_floor, round_prefer_ceil, floor or ceil is accepted")
    #expect(
      refusal(sizes, ["keep_aspect_ratio_policy": .text("any")])
        == "attribute `keep_aspect_ratio_policy` is any where stretch, not_larger or not_smaller is accepted")
    #expect(
      refusal(sizes, ["coordinate_transformation_mode": .text("half")])
        == "attribute `coordinate_transformation_mode` is half where one of ONNX's modes is accepted")
    #expect(
      refusal(sizes, ["coordinate_transformation_mode": .text("tf_crop_and_resize"), "mode": .text("linear")])
        == "tf_crop_and_resize needs a roi of 2 numbers")
  }
}
