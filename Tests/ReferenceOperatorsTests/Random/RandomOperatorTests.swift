import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Random operators")
struct RandomOperatorTests {
  private func draw(
    _ type: String, _ inputs: [Tensor], seed: UInt64 = 1, output: String = "y",
    _ attributes: [String: Attribute] = [:]
  ) throws -> Tensor {
    let node = Node(
      type, opsetVersion: 22, inputs: inputs.indices.map { "x\($0)" }, outputs: [output], attributes: attributes)
    let definition = try #require(OperatorTable.standard.definition(for: node))
    var arguments = OperatorInputs(inputs)
    return try definition.makeOperator(for: node).evaluate(&arguments, in: ExecutionContext(seed: seed))[0]
  }

  private let shape = Attribute.list([10_000])

  @Test("a run draws the same numbers for the same seed, another node others")
  func seeds() throws {
    let first = try draw("RandomUniform", [], ["shape": shape]).floats
    #expect(try draw("RandomUniform", [], ["shape": shape]).floats == first)
    #expect(try draw("RandomUniform", [], seed: 2, ["shape": shape]).floats != first)
    #expect(try draw("RandomUniform", [], output: "z", ["shape": shape]).floats != first)
    let fixed = try draw("RandomUniform", [], ["shape": shape, "seed": .float(3)]).floats
    #expect(try draw("RandomUniform", [], seed: 2, ["shape": shape, "seed": .float(3)]).floats == fixed)
  }

  @Test("uniform numbers fill their interval, normal ones have their mean and deviation")
  func distributions() throws {
    let uniform = try draw("RandomUniform", [], ["shape": shape, "low": .float(-3), "high": .float(5)]).floats
    #expect(uniform.allSatisfy { $0 >= -3 && $0 <= 5 })
    #expect(abs(uniform.reduce(0, +) / 10_000 - 1) < 0.1)
    let like = try draw("RandomNormalLike", [.counting([10_000])], ["mean": .float(2), "scale": .float(3)]).floats
    let mean = like.reduce(0, +) / 10_000
    let deviation = (like.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 10_000).squareRoot()
    #expect(abs(mean - 2) < 0.15 && abs(deviation - 3) < 0.15)
    #expect(try draw("RandomUniformLike", [.ints([1, 2])]).dataType == .float32)
    #expect(try draw("RandomNormal", [], ["shape": .list([2]), "dtype": .int(10)]).dataType == .float16)
    #expect(throws: OperatorError.self) { try draw("RandomNormal", [], ["shape": .list([-1])]) }
    #expect(throws: OperatorError.self) { try draw("RandomNormal", [], ["shape": shape, "dtype": .int(7)]) }
  }

  @Test("Bernoulli draws 1 as often as its probability says: never at 0, always at 1")
  func bernoulli() throws {
    let probabilities = try Tensor.floats((0..<9000).map { Float($0 % 3) / 2 })
    let draws = try draw("Bernoulli", [probabilities], ["dtype": .int(7)]).ints
    for (i, value) in draws.enumerated() where i % 3 != 1 { #expect(value == Int64(i % 3 / 2)) }
    let halves = draws.enumerated().filter { $0.0 % 3 == 1 }.map(\.1).reduce(0, +)
    #expect((1350...1650).contains(halves))
  }

  @Test("Multinomial draws classes in proportion, and none that is impossible")
  func multinomial() throws {
    let logits = try Tensor.floats([0, -.infinity, 0, 0], [1, 4])
    let draws = try draw("Multinomial", [logits], ["sample_size": .int(3000), "dtype": .int(7)]).ints
    #expect(!draws.contains(1))
    for category in [0, 2, 3] as [Int64] { #expect((850...1150).contains(draws.count { $0 == category })) }
    #expect(throws: OperatorError.self) { try draw("Multinomial", [.floats([], [1, 0])]) }
  }

  @Test("Dropout in training drops its share and scales the rest; without ratio or training it drops none")
  func dropout() throws {
    let ones = try Tensor.floats([Float](repeating: 1, count: 4000))
    let values = try evaluate(
      "Dropout", [ones, Tensor(scalar: Float(0.75)), Tensor(scalar: true)], outputs: 2, ["seed": .int(5)])
    #expect(values[0].floats == values[1].bools.map { $0 ? 4 : 0 })
    #expect((880...1120).contains(values[1].bools.count { $0 }))
    for inputs in [[ones], [ones, Tensor(scalar: Float(0)), Tensor(scalar: true)]] {
      let kept = try evaluate("Dropout", inputs, outputs: 2)
      #expect(kept[0].floats == ones.floats && kept[1].bools.allSatisfy { $0 })
    }
    #expect(try evaluate("Dropout", [ones], opset: 6, ["is_test": .int(1)])[0].floats == ones.floats)
    #expect(try evaluate("Dropout", [ones], opset: 6)[0].floats.contains(0))
    #expect(throws: OperatorError.self) {
      try evaluate("Dropout", [ones, Tensor(scalar: Float(1)), Tensor(scalar: true)])
    }
  }
}
