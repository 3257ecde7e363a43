import Foundation
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Activations and functions")
struct ActivationTests {
  /// Each function with its definition in doubles.
  private static let definitions:
    [(type: String, attributes: [String: Attribute], function: @Sendable (Double) -> Double)] = [
      ("Exp", [:], { exp($0) }), ("Tanh", [:], { tanh($0) }), ("Erf", [:], { erf($0) }),
      ("Sigmoid", [:], { 1 / (1 + exp(-$0)) }), ("Softplus", [:], { log1p(exp($0)) }),
      ("Softsign", [:], { $0 / (1 + abs($0)) }), ("Sin", [:], { sin($0) }), ("Cos", [:], { cos($0) }),
      ("Atan", [:], { atan($0) }), ("Asinh", [:], { asinh($0) }), ("Relu", [:], { max(0, $0) }),
      ("LeakyRelu", ["alpha": .float(0.25)], { $0 < 0 ? 0.25 * $0 : $0 }),
      ("Elu", ["alpha": .float(2)], { $0 < 0 ? 2 * expm1($0) : $0 }),
      ("Celu", ["alpha": .float(2)], { max(0, $0) + min(0, 2 * expm1($0 / 2)) }),
      ("HardSigmoid", [:], { max(0, min(1, Double(Float(0.2)) * $0 + 0.5)) }),
      ("HardSwish", [:], { $0 * max(0, min(1, $0 / 6 + 0.5)) }), ("Mish", [:], { $0 * tanh(log1p(exp($0))) }),
      ("Gelu", [:], { 0.5 * $0 * (1 + erf($0 / 2.0.squareRoot())) }),
      (
        "Gelu", ["approximate": .text("tanh")],
        { 0.5 * $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }
      ),
      ("ThresholdedRelu", ["alpha": .float(0.5)], { $0 > 0.5 ? $0 : 0 }),
      ("Tan", [:], { tan($0) }), ("Sinh", [:], { sinh($0) }), ("Cosh", [:], { cosh($0) }),
      ("Selu", [:], { 1.05070102214813232421875 * ($0 > 0 ? $0 : 1.67326319217681884765625 * expm1($0)) }),
      ("Selu", ["alpha": .float(2), "gamma": .float(0.5)], { 0.5 * ($0 > 0 ? $0 : 2 * expm1($0)) }),
      ("Swish", ["alpha": .float(0.5)], { $0 / (1 + exp(-0.5 * $0)) }),
      ("Shrink", ["lambd": .float(1), "bias": .float(0.5)], { $0 < -1 ? $0 + 0.5 : $0 > 1 ? $0 - 0.5 : 0 }),
    ]

  @Test("every function follows its definition in float, double and float16")
  func definitions() throws {
    let points = stride(from: -6.0, through: 6, by: 0.125).map { $0 }
    for (type, attributes, function) in Self.definitions {
      let expected = points.map(function)
      let wide = try Tensor(Shape([points.count]), points)
      for (dataType, tolerance) in [(DataType.float64, 1e-12), (.float32, 2e-6), (.float16, 2e-3)] {
        let value = try evaluate(type, [wide.cast(to: dataType)], opset: 24, attributes)[0]
        #expect(value.dataType == dataType)
        let found = try value.cast(to: .float64).elements(as: Double.self)
        for (x, (a, b)) in zip(points, zip(found, expected)) {
          #expect(abs(a - b) <= tolerance * max(1, abs(b)), "\(type) of \(x) in \(dataType.name)")
        }
      }
    }
  }

  @Test(
    "functions that are defined on a part of the line follow their definitions there, and are NaN elsewhere",
    arguments: [
      ("Asin", -1...1, { @Sendable in asin($0) }), ("Acos", -1...1, { @Sendable in acos($0) }),
      ("Atanh", -1...1, { @Sendable in atanh($0) }), ("Acosh", 1...6, { @Sendable in acosh($0) }),
      ("Log", 0...6, { @Sendable in log($0) }), ("Sqrt", 0...6, { @Sendable in $0.squareRoot() }),
    ] as [(String, ClosedRange<Double>, @Sendable (Double) -> Double)])
  func partial(type: String, domain: ClosedRange<Double>, function: @Sendable (Double) -> Double) throws {
    let points = stride(from: -6.0, through: 6, by: 0.125).map { $0 }
    for (dataType, tolerance) in [(DataType.float64, 1e-12), (.float32, 2e-6), (.float16, 2e-3)] {
      let value = try evaluate(type, [Tensor(Shape([points.count]), points).cast(to: dataType)])[0]
      for (x, found) in zip(points, try value.cast(to: .float64).elements(as: Double.self)) {
        let expected = function(x)
        guard domain.contains(x), expected.isFinite else {
          #expect(domain.contains(x) ? found == expected : found.isNaN, "\(type) of \(x) in \(dataType.name)")
          continue
        }
        #expect(abs(found - expected) <= tolerance * max(1, abs(expected)), "\(type) of \(x) in \(dataType.name)")
      }
    }
  }

  @Test("Selu's constants were rounded to five digits until opset 5")
  func oldSelu() throws {
    #expect(try evaluate("Selu", [.floats([1])], opset: 1)[0].floats == [1.0507])
    #expect(try evaluate("Selu", [.floats([1])], opset: 6)[0].floats == [1.05070102214813232421875])
  }

  @Test(
    "NaN stays NaN",
    arguments: ["Relu", "Sigmoid", "Exp", "Erf", "Tanh", "HardSwish", "Sqrt", "Clip", "Neg", "Celu"])
  func nan(type: String) throws {
    #expect(try evaluate(type, [.floats([.nan])])[0].floats[0].isNaN)
  }

  @Test(
    "infinities have the limits",
    arguments: [("Sigmoid", [0, 1]), ("Tanh", [-1, 1]), ("Exp", [0, Float.infinity])])
  func infinities(type: String, limits: [Float]) throws {
    #expect(try evaluate(type, [.floats([-.infinity, .infinity])])[0].floats == limits)
  }

  @Test("Round takes halves to the even neighbour")
  func rounding() throws {
    let x = try Tensor.floats([0.5, 1.5, 2.5, -0.5, -1.5, 0.9])
    #expect(try evaluate("Round", [x])[0].floats == [0, 2, 2, 0, -2, 1])
    #expect(try evaluate("Floor", [x])[0].floats == [0, 1, 2, -1, -2, 0])
    #expect(try evaluate("Ceil", [x])[0].floats == [1, 2, 3, 0, -1, 1])
  }

  @Test("Clip takes limits as attributes until opset 10, as optional inputs later; max wins over min")
  func clip() throws {
    let x = try Tensor.floats([-2, 0, 2])
    #expect(try evaluate("Clip", [x], opset: 6, ["min": .float(-1), "max": .float(1)])[0].floats == [-1, 0, 1])
    #expect(try evaluate("Clip", [x, nil, Tensor(scalar: Float(1))])[0].floats == [-2, 0, 1])
    let crossed = [x, Tensor(scalar: Float(5)), Tensor(scalar: Float(1))]
    #expect(try evaluate("Clip", crossed)[0].floats == [1, 1, 1])
    #expect(try evaluate("Clip", [.ints([-5, 5]), Tensor(scalar: Int64(0)), nil])[0].ints == [0, 5])
    #expect(throws: OperatorError.self) { try evaluate("Clip", [x, .floats([1, 2])]) }
  }

  @Test("PRelu's slope is one a channel in opset 6, and broadcasts later")
  func prelu() throws {
    let x = try Tensor(Shape([1, 2, 2]), [Float](repeating: -1, count: 4))
    #expect(try evaluate("PRelu", [x, .floats([2, 3])], opset: 6)[0].floats == [-2, -2, -3, -3])
    #expect(try evaluate("PRelu", [x, .floats([2, 3])], opset: 16)[0].floats == [-2, -3, -2, -3])
    #expect(throws: OperatorError.self) { try evaluate("PRelu", [.floats([1]), .floats([1, 2])]) }
  }

  @Test("an empty tensor stays empty")
  func empty() throws {
    let empty = try Tensor.floats([], [0, 3])
    for type in ["Relu", "Exp", "Gelu", "Round"] {
      #expect(try evaluate(type, [empty])[0].shape.extents == [0, 3])
    }
  }
}
