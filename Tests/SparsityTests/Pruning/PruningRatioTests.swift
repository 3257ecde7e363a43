import Sparsity
import Testing

@Suite struct PruningRatioTests {
  @Test("ratios from 0 to 1 are accepted", arguments: ["0", "0.5", "1", "1e-3"])
  func accepted(text: String) throws {
    #expect(try PruningRatio(text: text).value == Double(text))
  }

  @Test(
    "a ratio outside 0...1 or that is no number is refused", arguments: ["-0.1", "1.01", "nan", "inf", "", "half"])
  func refused(text: String) {
    #expect(throws: SparsityError.ratio("`\(text)`")) { try PruningRatio(text: text) }
  }

  @Test("a value outside 0...1 is refused", arguments: [-1e-9, 1.0000001, .nan, .infinity])
  func refusedValue(value: Double) {
    #expect(throws: SparsityError.self) { try PruningRatio(value) }
  }
}
