import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct InputBindingTests {
  private let image = ValueInfo(
    name: "image", dataType: .float32, extents: [.symbol("batch"), .fixed(3), .symbol("h"), .symbol("w")])
  private let mask = ValueInfo(name: "mask", dataType: .int64, extents: [.symbol("batch"), .unknown])

  private func zeros(_ extents: [Int], _ type: DataType = .float32) throws -> Tensor {
    Tensor(type, try Shape(extents)) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
  }

  private func problem(
    _ inputs: [ValueInfo], feeds: [String: Tensor] = [:], bindings: [String: Int] = [:]
  ) -> InputBindingError.Problem? {
    do {
      _ = try InputBinding(inputs, feeds: feeds, bindings: bindings, source: "m.onnx")
      return nil
    } catch { return error.problem }
  }

  @Test("symbols are bound from values, then from bindings, then a leading one becomes 1")
  func order() throws {
    let fed = try InputBinding(
      [image, ValueInfo(name: "other", dataType: .float32, extents: [.symbol("w"), .symbol("batch")])],
      feeds: ["image": zeros([2, 3, 4, 5])], source: "m.onnx")
    #expect(fed.symbols == ["batch": 2, "h": 4, "w": 5])
    #expect(fed.shapes["other"]?.extents == [5, 2])
    let bound = try InputBinding([image], bindings: ["h": 8, "w": 9], source: "m.onnx")
    #expect(bound.shapes["image"]?.extents == [1, 3, 8, 9])
    let batch = try InputBinding([image], bindings: ["h": 8, "w": 9, "batch": 4], source: "m.onnx")
    #expect(batch.shapes["image"]?.extents == [4, 3, 8, 9])
  }

  @Test("an extent that stays open is an error that names it")
  func open() {
    #expect(problem([image], bindings: ["h": 8]) == .unbound(input: "image", axis: 3, symbol: "w"))
    #expect(problem([mask]) == .unbound(input: "mask", axis: 1, symbol: nil))
    #expect(problem([ValueInfo(name: "any")]) == .undeclared(input: "any"))
  }

  @Test("anonymous extents accept anything, each for itself")
  func anonymous() throws {
    let two = ValueInfo(name: "two", dataType: .float32, extents: [.unknown, .unknown])
    let binding = try InputBinding([two], feeds: ["two": zeros([7, 9])], source: "m.onnx")
    #expect(binding.shapes["two"]?.extents == [7, 9])
  }

  @Test("values that do not fit their declaration are refused")
  func misfits() throws {
    #expect(try problem([image], feeds: ["imag": zeros([1])]) == .unknownName("imag", known: ["image"]))
    #expect(
      try problem([image], feeds: ["image": zeros([1, 3, 2, 2], .float64)])
        == .dataType(input: "image", found: .float64, expected: .float32))
    #expect(
      try problem([image], feeds: ["image": zeros([3, 2, 2])])
        == .rank(input: "image", found: Shape([3, 2, 2]), expected: 4))
    #expect(
      try problem([image], feeds: ["image": zeros([1, 4, 2, 2])])
        == .extent(input: "image", axis: 1, found: 4, expected: 3))
    #expect(
      try problem([image, mask], feeds: ["image": zeros([2, 3, 2, 2]), "mask": zeros([3, 1], .int64)])
        == .symbol("batch", input: "mask", found: 3, bound: 2))
  }

  @Test("bindings that no dimension takes are refused")
  func bindings() throws {
    #expect(problem([image], bindings: ["width": 4]) == .unknownSymbol("width", known: ["batch", "h", "w"]))
    #expect(problem([image], bindings: ["w": 0]) == .bindingNotPositive("w", 0))
    #expect(
      try problem([image], feeds: ["image": zeros([2, 3, 4, 5])], bindings: ["w": 6])
        == .contradictedBinding("w", to: 6, found: 5))
    #expect(
      problem([image], bindings: ["h": 1 << 40, "w": 1 << 40])
        == .tooLarge(input: "image", extents: [1, 3, 1 << 40, 1 << 40]))
  }

  @Test("a misspelt name is answered with the nearest one")
  func hint() throws {
    let error = try #require(throws: InputBindingError.self) {
      try InputBinding([image], feeds: ["imagee": zeros([1])], source: "m.onnx")
    }
    #expect(error.hint == "did you mean `image`?")
  }
}
