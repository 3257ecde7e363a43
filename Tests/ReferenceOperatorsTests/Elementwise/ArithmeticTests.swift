import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Arithmetic")
struct ArithmeticTests {
  @Test("integers divide toward zero and wrap where the result has no place")
  func integers() throws {
    let a = try Tensor.ints([7, -7, 7, -7, .min])
    let b = try Tensor.ints([2, 2, -2, -2, -1])
    #expect(try evaluate("Div", [a, b])[0].ints == [3, -3, -3, 3, .min])
    #expect(try evaluate("Add", [.ints([.max]), .ints([1])])[0].ints == [.min])
    #expect(try evaluate("Abs", [.ints([.min, -3])])[0].ints == [.min, 3])
  }

  @Test("an integer divided by zero is an error", arguments: ["Div", "Mod"])
  func zeroDivisor(type: String) {
    #expect(throws: OperatorError.value("an integer is divided by zero")) {
      try evaluate(type, [.ints([1]), .ints([0])])
    }
  }

  @Test("floats divided by zero are infinite or NaN")
  func floatZero() throws {
    let quotient = try evaluate("Div", [.floats([1, -1, 0]), .floats([0])])[0].floats
    #expect(quotient[0] == .infinity && quotient[1] == -.infinity && quotient[2].isNaN)
  }

  @Test("Mod takes the divisor's sign, with fmod the dividend's, for every small pair")
  func modulo() throws {
    for a in -7...7 {
      for b in -3...3 where b != 0 {
        let pair = try [Tensor.ints([Int64(a)]), .ints([Int64(b)])]
        let floored = a - b * Int((Double(a) / Double(b)).rounded(.down))
        #expect(try evaluate("Mod", pair)[0].ints == [Int64(floored)], "\(a) mod \(b)")
        #expect(try evaluate("Mod", pair, ["fmod": .int(1)])[0].ints == [Int64(a % b)], "\(a) fmod \(b)")
      }
    }
    #expect(try evaluate("Mod", [.floats([-4.5]), .floats([2])], ["fmod": .int(1)])[0].floats == [-0.5])
  }

  @Test("a power has the base's type, whatever the exponent's")
  func power() throws {
    #expect(try evaluate("Pow", [.ints([2, 3, -2, 2]), .ints([3, 4, 3, -1])])[0].ints == [8, 81, -8, 0])
    #expect(try evaluate("Pow", [.floats([2, 4]), .ints([3, 2])])[0].floats == [8, 16])
    #expect(try evaluate("Pow", [.ints([4, 9]), .floats([0.5, 1.5])])[0].ints == [2, 27])
  }

  @Test("Max, Min and Sum fold any number of broadcast inputs; Mean divides by it")
  func variadic() throws {
    let inputs = try [Tensor.floats([1, 5]), .floats([3]), .floats([2, 2, 2, 2], [2, 2])]
    #expect(try evaluate("Max", inputs)[0].floats == [3, 5, 3, 5])
    #expect(try evaluate("Min", inputs)[0].floats == [1, 2, 1, 2])
    #expect(try evaluate("Sum", inputs)[0].floats == [6, 10, 6, 10])
    #expect(try evaluate("Mean", inputs)[0].floats == [2, Float(10) / 3, 2, Float(10) / 3])
    #expect(try evaluate("Max", [inputs[0]])[0].floats == [1, 5])
  }

  @Test("Max and Min give NaN where either is", arguments: ["Max", "Min"])
  func nan(type: String) throws {
    let values = try evaluate(type, [.floats([.nan, 1, 2]), .floats([1, .nan, 2])])[0].floats
    #expect(values[0].isNaN && values[1].isNaN && values[2] == 2)
  }

  @Test("16-bit floats are computed in Float and rounded once")
  func halves() throws {
    let x = try Tensor(Shape([2]), [Float16(1), 2048])
    let y = try Tensor(Shape([2]), [Float16(0.0004), 1])
    let sum = try evaluate("Add", [x, y])[0]
    #expect(sum.dataType == .float16)
    #expect(sum.elements(as: Float16.self) == [Float16(Float(1) + Float(Float16(0.0004))), 2048])
  }

  @Test("operands of different types are refused")
  func types() {
    #expect(throws: OperatorError.dataType(input: 1, found: .int64, accepted: [.float32])) {
      try evaluate("Add", [.floats([1]), .ints([1])])
    }
  }

  @Test("bits are shifted out, and every bit is inverted")
  func bits() throws {
    let x = try Tensor(Shape([3]), [UInt8(1), 0x81, 0xFF])
    let by = try Tensor(Shape([3]), [UInt8(1), 1, 8])
    func shift(_ direction: String) throws -> [UInt8] {
      try evaluate("BitShift", [x, by], ["direction": .text(direction)])[0].elements()
    }
    #expect(try shift("LEFT") == [2, 2, 0])
    #expect(try shift("RIGHT") == [0, 0x40, 0])
    #expect(try evaluate("BitwiseNot", [x])[0].elements(as: UInt8.self) == [0xFE, 0x7E, 0])
  }

  @Test("bitwise operators work on every bit of broadcast integers; shifts go either way")
  func bitwise() throws {
    let bytes = (0...255).map { UInt8($0) }
    let (column, row) = try (Tensor(Shape([256, 1]), bytes), Tensor(Shape([256]), bytes))
    let operators: [(String, (UInt8, UInt8) -> UInt8)] = [
      ("BitwiseAnd", { $0 & $1 }), ("BitwiseOr", { $0 | $1 }), ("BitwiseXor", { $0 ^ $1 }),
    ]
    for (type, function) in operators {
      let found = try evaluate(type, [column, row])[0].elements(as: UInt8.self)
      #expect(found == bytes.flatMap { a in bytes.map { function(a, $0) } }, "\(type)")
    }
    #expect(try evaluate("BitwiseAnd", [.ints([-1, .min]), .ints([.max])])[0].ints == [.max, 0])
    let error = OperatorError.attribute("direction", found: "UP", expected: "LEFT or RIGHT")
    #expect(throws: error) { try evaluate("BitShift", [row, row], ["direction": .text("UP")]) }
  }

  @Test("squares and cubes, which are computed by multiplying, are those that a power gives")
  func smallPowers() throws {
    let x = try Tensor.floats([-3, -0.5, 0, 2, 100])
    #expect(try evaluate("Pow", [x, Tensor(scalar: Float(2))])[0].floats == [9, 0.25, 0, 4, 10_000])
    #expect(try evaluate("Pow", [x, Tensor(scalar: Int64(3))])[0].floats == [-27, -0.125, 0, 8, 1_000_000])
  }

  @Test("a result may take the right operand's memory, and the order of the operands stays")
  func intoTheRight() throws {
    // A scalar on the left, and on the right a value that nobody else holds.
    let graph = Graph(
      inputs: [ValueInfo(name: "x")], outputs: [ValueInfo(name: "y")],
      initializers: ["c": Tensor(scalar: Float(10))],
      nodes: [
        Node("Neg", opsetVersion: 13, inputs: ["x"], outputs: ["n"]),
        Node("Sub", opsetVersion: 13, inputs: ["c", "n"], outputs: ["y"]),
      ])
    let y = try ExecutionPlan(graph, source: "test").run(["x": try .floats([1, 2, 3])])["y"]
    #expect(y?.floats == [11, 12, 13])
  }

  @Test("until opset 7 the operands of Max have one shape")
  func withoutBroadcasting() throws {
    #expect(try evaluate("Max", [.floats([1, 4]), .floats([3, 2])], opset: 6)[0].floats == [3, 4])
    #expect(throws: OperatorError.shape("inputs of unequal shapes; broadcasting begins with opset 8")) {
      try evaluate("Max", [.floats([1, 2]), .floats([1])], opset: 6)
    }
  }
}
