import ReferenceOperators
import Tensors
import Testing

@Suite("Constants, shapes and ranges")
struct ConstantTests {
  @Test("Constant takes each of its attributes, and one only")
  func constant() throws {
    #expect(try evaluate("Constant", [], ["value": .tensor(.floats([1, 2]))])[0].floats == [1, 2])
    #expect(try evaluate("Constant", [], ["value_int": .int(3)])[0].shape.extents == [])
    #expect(try evaluate("Constant", [], ["value_ints": .ints([3, 4])])[0].ints == [3, 4])
    #expect(try evaluate("Constant", [], ["value_floats": .floats([0.5])])[0].floats == [0.5])
    #expect(try evaluate("Constant", [], ["value_string": .text("a")])[0].strings == ["a"])
    #expect(throws: OperatorError.self) { try evaluate("Constant", []) }
    #expect(throws: OperatorError.self) {
      try evaluate("Constant", [], ["value_int": .int(3), "value_float": .float(1)])
    }
  }

  @Test("ConstantOfShape is float 0 by default, and a scalar for an empty shape")
  func constantOfShape() throws {
    #expect(try evaluate("ConstantOfShape", [.ints([2])])[0].floats == [0, 0])
    let ones = try evaluate("ConstantOfShape", [.ints([])], ["value": .tensor(.ints([7]))])[0]
    #expect(ones.shape.extents == [] && ones.ints == [7])
    #expect(try evaluate("ConstantOfShape", [.ints([2, 0])])[0].shape.extents == [2, 0])
    #expect(throws: OperatorError.self) { try evaluate("ConstantOfShape", [.ints([-1])]) }
    #expect(throws: OperatorError.self) { try evaluate("ConstantOfShape", [.ints([.max, .max])]) }
  }

  @Test("Shape gives any part, held to the rank, and is known before the run")
  func shape() throws {
    let x = try Tensor.counting([2, 3, 4])
    #expect(try evaluate("Shape", [x])[0].ints == [2, 3, 4])
    #expect(try evaluate("Shape", [x], ["start": .int(-2)])[0].ints == [3, 4])
    #expect(try evaluate("Shape", [x], ["start": .int(2), "end": .int(1)])[0].ints == [])
    #expect(try evaluate("Shape", [x], ["start": .int(.min), "end": .int(.max)])[0].ints == [2, 3, 4])
    #expect(try infer("Shape", [ValueFact(.float32, [2, nil])], ["end": .int(1)])[0].constant?.ints == [2])
    #expect(try infer("Size", [ValueFact(.float32, [2, 5])])[0].constant?.ints == [10])
  }

  @Test("Range stops before its limit in either direction")
  func range() throws {
    func range(_ start: Int64, _ limit: Int64, _ delta: Int64) throws -> [Int64] {
      try evaluate("Range", [Tensor(scalar: start), Tensor(scalar: limit), Tensor(scalar: delta)])[0].ints
    }
    #expect(try range(0, 5, 2) == [0, 2, 4])
    #expect(try range(5, 0, -2) == [5, 3, 1])
    #expect(try range(0, 5, -1) == [])
    #expect(throws: OperatorError.self) { try range(0, 5, 0) }
    #expect(throws: OperatorError.self) { try range(.min, .max, 1) }
    let floats = [Tensor(scalar: Float(0)), Tensor(scalar: Float(1)), Tensor(scalar: Float(0.3))]
    #expect(try evaluate("Range", floats)[0].floats.count == 4)
    #expect(throws: OperatorError.self) {
      try evaluate("Range", [Tensor(scalar: Float(0)), Tensor(scalar: Float.infinity), Tensor(scalar: Float(1))])
    }
  }

  @Test("EyeLike has ones on any diagonal")
  func eye() throws {
    let x = try Tensor.counting([2, 3])
    #expect(try evaluate("EyeLike", [x], ["k": .int(1)])[0].floats == [0, 1, 0, 0, 0, 1])
    #expect(try evaluate("EyeLike", [x], ["k": .int(.min), "dtype": .int(7)])[0].ints == [0, 0, 0, 0, 0, 0])
  }
}
