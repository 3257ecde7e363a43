import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
  private func matches(_ pattern: String, _ texts: [String]) throws -> [Bool] {
    try evaluate("RegexFullMatch", [.texts(texts)], ["pattern": .text(pattern)])[0].bools
  }

  @Test(
    "a pattern matches these texts as a whole, and not those",
    arguments: [
      ("", [""], ["a"]), ("abc", ["abc"], ["ab", "abcd", "xabc"]), ("a|bc|", ["a", "bc", ""], ["b", "abc"]),
      ("a*", ["", "aaaa"], ["b", "aab"]), ("a+b?", ["a", "aab"], ["", "b", "abb"]),
      ("(ab){2,3}", ["abab", "ababab"], ["ab", "abababab"]), ("a{2}", ["aa"], ["a", "aaa"]),
      ("a{2,}", ["aa", "aaaa"], ["a"]), ("a{,2}", ["a{,2}"], ["a"]), ("[a-c_]+", ["abc_"], ["d", ""]),
      ("[^a-c]", ["d", "\n", "é"], ["a", "dd"]), ("[]a-]+", ["]-a"], ["b"]), (".", ["x", "漢"], ["", "\n", "xx"]),
      ("(?s).", ["\n"], [""]), ("\\d\\w\\s", ["1a ", "2_\t"], ["aa ", "1a."]), ("\\D\\W\\S", ["a.b"], ["1.b"]),
      ("(?i)straße", ["STRAßE", "straße"], ["strase"]), ("(?i:a)b", ["Ab", "ab"], ["AB"]),
      ("\\bfoo\\b.*", ["foo bar", "foo"], ["foobar"]), ("a\\Bb", ["ab"], ["a b"]), ("^a$", ["a"], ["ab"]),
      ("a\\.b\\\\", ["a.b\\"], ["axb\\"]), ("\\x41\\x{6F22}", ["A漢"], ["a漢"]), ("\\Qa.b\\Ec", ["a.bc"], ["axbc"]),
      ("[[:alpha:]]+[[:^digit:]]", ["abc.", "abc"], ["a1"]), ("(?P<n>x)(?:y)", ["xy"], ["x"]),
      ("(a?){3}a{3}", ["aaa", "aaaaaa"], ["aa"]), ("\\n\\t", ["\n\t"], ["nt"]), ("a*?b+?", ["aab", "b"], ["a"]),
      ("(|a)+", ["", "aaa"], ["b"]), ("[\\d\\-x]+", ["1-x"], ["y"]),
    ] as [(String, [String], [String])])
  func table(pattern: String, accepted: [String], refused: [String]) throws {
    #expect(try matches(pattern, accepted) == accepted.map { _ in true }, "\(pattern)")
    #expect(try matches(pattern, refused) == refused.map { _ in false }, "\(pattern)")
  }

  @Test(
    "a pattern that is none is refused",
    arguments: [
      "(", ")", "a)", "[a", "[z-a]", "*a", "a{2,1}", "a{1001}", "\\", "\\q", "[[:what:]]", "(?x)", "\\x{110000}",
      "(((a{1000}){1000}){1000})", String(repeating: "(", count: 5000),
    ])
  func refusals(pattern: String) {
    #expect(throws: OperatorError.self) { try matches(pattern, ["a"]) }
  }

  @Test("time grows with the text, not with the ways to match it")
  func linear() throws {
    let text = String(repeating: "a", count: 2000)
    #expect(try matches("(a*)*(a|a)*(a+)+b", [text]) == [false])
  }
}
