import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("onnxruntime's operators on quantised values")
struct ContributedOperatorTests {
  private func contributed(
    _ type: String, _ inputs: [Tensor?], _ attributes: [String: Attribute] = [:]
  ) throws -> Tensor {
    try evaluate(type, inputs, opset: 1, domain: "com.microsoft", attributes)[0]
  }

  private func bytes(_ values: [UInt8], _ extents: [Int]) throws -> Tensor { try Tensor(Shape(extents), values) }

  private let scales = (
    half: Tensor(scalar: Float(0.5)), one: Tensor(scalar: Float(1)), two: Tensor(scalar: Float(2))
  )

  @Test("QLinearAdd adds real values that broadcast, and quantises the sum")
  func addition() throws {
    let a = try bytes([10, 12, 14, 255], [2, 2])
    let b = try bytes([3, 5], [2])
    let inputs = [
      a, scales.half, Tensor(scalar: UInt8(10)), b, scales.two, Tensor(scalar: UInt8(3)), scales.one,
      Tensor(scalar: UInt8(128)),
    ]
    // Reals: [0, 1; 2, 122.5] + [0, 4].
    #expect(try contributed("QLinearAdd", inputs).elements(as: UInt8.self) == [128, 133, 130, 254])
  }

  @Test("zero points that are left out are 0, also for signed values")
  func withoutZeroPoints() throws {
    let a = try Tensor(Shape([2]), [Int8](arrayLiteral: -3, 100))
    let product = try contributed("QLinearMul", [a, scales.one, nil, a, scales.one, nil, scales.two])
    #expect(product.elements(as: Int8.self) == [4, 127])
  }

  @Test("QLinearGlobalAveragePool averages each channel above its zero point")
  func average() throws {
    let x = try bytes([1, 2, 3, 6, 9, 9, 9, 9], [1, 2, 2, 2])
    let inputs = [x, scales.two, Tensor(scalar: UInt8(1)), scales.one, Tensor(scalar: UInt8(7))]
    let y = try contributed("QLinearGlobalAveragePool", inputs, ["channels_last": .int(0)])
    #expect(y.shape.extents == [1, 2, 1, 1] && y.elements(as: UInt8.self) == [11, 23])
    #expect(throws: OperatorError.self) {
      try contributed("QLinearGlobalAveragePool", inputs, ["channels_last": .int(1)])
    }
  }

  @Test("QLinearLeakyRelu and QLinearSigmoid apply their function to the real value")
  func functions() throws {
    let x = try Tensor(Shape([3]), [Int8](arrayLiteral: -100, 0, 50))
    let leaky = try contributed(
      "QLinearLeakyRelu", [x, scales.one, nil, scales.one, nil], ["alpha": .float(0.25)])
    #expect(leaky.elements(as: Int8.self) == [-25, 0, 50])
    let steps = Tensor(scalar: Float(0.25))
    let sigmoid = try contributed("QLinearSigmoid", [x, scales.one, nil, steps, nil])
    #expect(sigmoid.elements(as: Int8.self) == [0, 2, 4])
  }

  @Test("QGemm transposes, adds a row in units of the products, has a scale a column and alpha")
  func gemm() throws {
    let a = try bytes([1, 2, 3, 4], [2, 2])
    let b = try Tensor(Shape([2, 2]), [Int8](arrayLiteral: 1, 0, 1, 1))  // transposed: [[1, 1], [0, 1]]
    let inputs = try [
      a, scales.one, Tensor(scalar: UInt8(0)), b, .floats([1, 0.5]),
      Tensor(Shape([2]), [Int8](arrayLiteral: 0, 0)),
      Tensor(Shape([2]), [Int32](arrayLiteral: 10, -2)), scales.one, Tensor(scalar: UInt8(5)),
    ]
    let y = try contributed("QGemm", inputs, ["transB": .int(1)])
    // Sums [11, 1; 13, 5], times [1, 0.5], rounded to even.
    #expect(y.elements(as: UInt8.self) == [16, 5, 18, 7])
    let doubled = try contributed("QGemm", inputs, ["transB": .int(1), "alpha": .float(2)])
    #expect(doubled.elements(as: UInt8.self) == [27, 6, 31, 10])
    let transposed = try contributed("QGemm", inputs, ["transA": .int(1), "transB": .int(1)])
    // Sums [11, 2; 12, 4].
    #expect(transposed.elements(as: UInt8.self) == [16, 6, 17, 7])
  }

  @Test("operands, scales and shapes that do not fit are refused")
  func refused() throws {
    let (a, zero) = (try bytes([1, 2], [1, 2]), Tensor(scalar: UInt8(0)))
    let floats = try Tensor.floats([1, 2], [1, 2])
    #expect(throws: OperatorError.self) {
      try contributed("QLinearAdd", [floats, scales.one, nil, a, scales.one, nil, scales.one])
    }
    #expect(throws: OperatorError.self) {
      try contributed("QLinearAdd", [a, zero, nil, a, scales.one, nil, scales.one])
    }
    #expect(throws: OperatorError.self) {
      try contributed("QGemm", [a, scales.one, zero, a, scales.one, zero, nil, scales.one, zero])
    }
    #expect(throws: OperatorError.self) {
      try contributed("QGemm", [a, scales.one, zero, a, scales.one, zero], ["transB": .int(1)])
    }
  }
}
