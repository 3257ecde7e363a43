import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Operators on strings")
struct StringTests {
  @Test("StringConcat joins element by element, and broadcasts")
  func concat() throws {
    let y = try evaluate("StringConcat", [.texts(["a", "ß"], [2, 1]), .texts(["x", "", "漢"])])[0]
    #expect(y.strings == ["ax", "a", "a漢", "ßx", "ß", "ß漢"])
    #expect(y.shape.extents == [2, 3])
    #expect(throws: OperatorError.self) { try evaluate("StringConcat", [.texts(["a"]), .floats([1])]) }
  }

  @Test(
    "StringSplit gives the parts that Python's split gives",
    arguments: [
      ("a.b", ".", nil, ["a", "b"]), ("-o--n-", "-", nil, ["", "o", "", "n", ""]), ("abc", "bc", nil, ["a", ""]),
      ("  a  b ", "", nil, ["a", "b"]), ("  a  b  c ", "", 1, ["a", "b  c "]), ("a,b,c", ",", 1, ["a", "b,c"]),
      ("a,b", ",", 0, ["a,b"]), ("", ",", nil, [""]), ("", "", nil, []), ("aaa", "aa", nil, ["", "a"]),
      ("é·è", "·", nil, ["é", "è"]),
    ] as [(String, String, Int64?, [String])])
  func split(text: String, delimiter: String, limit: Int64?, parts: [String]) throws {
    var attributes: [String: Attribute] = ["delimiter": .text(delimiter)]
    if let limit { attributes["maxsplit"] = .int(limit) }
    let values = try evaluate("StringSplit", [.texts([text])], outputs: 2, attributes)
    #expect(values[0].strings == parts)
    #expect(values[0].shape.extents == [1, parts.count])
    #expect(values[1].ints == [Int64(parts.count)])
  }

  @Test("StringSplit fills up with empty strings")
  func ragged() throws {
    let values = try evaluate("StringSplit", [.texts(["a b", "c"])], outputs: 2)
    #expect(values[0].strings == ["a", "b", "c", ""])
    #expect(values[1].ints == [2, 1])
  }

  @Test("StringNormalizer drops stop words in any case or in their own, and changes the case of the rest")
  func normalize() throws {
    func run(_ texts: [String], _ attributes: [String: Attribute], _ extents: [Int]? = nil) throws -> Tensor {
      try evaluate("StringNormalizer", [.texts(texts, extents)], attributes)[0]
    }
    let stop = Attribute.strings([Array("Ab".utf8)])
    #expect(try run(["ab", "Ab", "c"], ["stopwords": stop]).strings == ["c"])
    #expect(try run(["ab", "Ab"], ["stopwords": stop, "is_case_sensitive": .int(1)]).strings == ["ab"])
    #expect(try run(["straße", "É"], ["case_change_action": .text("UPPER")]).strings == ["STRASSE", "É"])
    #expect(try run(["É"], ["case_change_action": .text("LOWER")], [1, 1]).strings == ["é"])
    let empty = try run(["ab"], ["stopwords": stop], [1, 1])
    #expect(empty.strings == [""] && empty.shape.extents == [1, 1])
    #expect(throws: OperatorError.self) { try run(["a", "b"], [:], [2, 1]) }
    #expect(throws: OperatorError.self) { try run(["a"], ["case_change_action": .text("TITLE")]) }
  }

  @Test("TfIdfVectorizer counts n-grams with up to so many items left out")
  func tfIdf() throws {
    func counts(_ tokens: [Int64], skip: Int64, _ mode: String, _ weights: [Float]? = nil) throws -> [Float] {
      var attributes: [String: Attribute] = [
        "mode": .text(mode), "min_gram_length": .int(1), "max_gram_length": .int(2), "max_skip_count": .int(skip),
        "ngram_counts": .list([0, 2]), "ngram_indexes": .list([3, 0, 1]), "pool_int64s": .list([2, 3, 5, 4]),
      ]
      if let weights { attributes["weights"] = .floats(weights) }
      return try evaluate("TfIdfVectorizer", [.ints(tokens)], attributes)[0].floats
    }
    // 1-grams 2 and 3 go to columns 3 and 0, the 2-gram 5 4 to column 1.
    #expect(try counts([2, 3, 2, 5, 4], skip: 0, "TF") == [1, 1, 0, 2])
    #expect(try counts([5, 2, 4, 4], skip: 0, "TF") == [0, 0, 0, 1])
    #expect(try counts([5, 2, 4, 4], skip: 2, "TF") == [0, 2, 0, 1])
    #expect(try counts([2, 2, 3], skip: 0, "IDF", [0.5, 2, 4]) == [2, 0, 0, 0.5])
    #expect(try counts([2, 2, 3], skip: 0, "TFIDF", [0.5, 2, 4]) == [2, 0, 0, 1])
    #expect(try counts([], skip: 0, "TF") == [0, 0, 0, 0])
  }

  @Test("a pool whose lengths do not start in it is refused", arguments: [[0, 5], [3, 2], [-1, 2], [0, 1]])
  func badPools(starts: [Int]) {
    #expect(throws: OperatorError.self) {
      try evaluate(
        "TfIdfVectorizer", [.ints([1])],
        [
          "mode": .text("TF"), "min_gram_length": .int(1), "max_gram_length": .int(2), "max_skip_count": .int(0),
          "ngram_counts": .list(starts), "ngram_indexes": .list([0, 1, 2]), "pool_int64s": .list([2, 3, 5, 4]),
        ])
    }
  }
}
