import Sparsity
import Testing

@Suite struct PruningMethodsTests {
  @Test("a method is found by its name", arguments: ["magnitude", "global", "2:4", "block:4x8", "channel"])
  func names(text: String) throws {
    #expect(try PruningMethods.parse(text).name == text)
  }

  @Test(
    "an unknown method is refused", arguments: ["", "magnitud", "block", "block:4", "2:4:8", "a:b", "block:2xx2"])
  func unknown(text: String) {
    #expect(throws: SparsityError.unknownMethod(text)) { try PruningMethods.parse(text) }
  }

  @Test(
    "sizes that no pattern has are refused",
    arguments: ["0:4", "5:4", "-1:4", "1:99999", "block:0x4", "block:4x-1"])
  func sizes(text: String) throws {
    let error = #expect(throws: SparsityError.self) { try PruningMethods.parse(text) }
    #expect(try #require(error).description.contains(text))
  }

  @Test("a misspelled method names the nearest one")
  func hint() {
    #expect(SparsityError.unknownMethod("magnitud").hint == "did you mean `magnitude`?")
  }

  @Test(
    "what a hint suggests is accepted, a form by an example of it",
    arguments: [
      ("n:m", "2:4"), ("N:M", "2:4"), ("block:RxC", "block:4x4"), ("block:4", "block:4x4"), ("2-4", "2:4"),
    ])
  func examples(text: String, example: String) throws {
    #expect(SparsityError.unknownMethod(text).hint == "did you mean `\(example)`?")
    #expect(try PruningMethods.parse(example).name == example)
  }
}
