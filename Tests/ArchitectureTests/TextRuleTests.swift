import Testing

@Suite("What the text of a file shows")
struct TextRuleTests {
  @Test("no source file is longer than 400 lines")
  func filesAreShort() throws {
    for path in try Repository.files(below: "Sources", extensions: ["swift", "c", "h", "cpp", "hpp"])
    where !path.contains(".pb-c.") {
      let lines = try Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines")
    }
  }

  @Test("tests see modules as their users do")
  func testsImportPlainly() throws {
    for path in try Repository.files(below: "Tests", extensions: ["swift"]) {
      let imports = SourceText(try Repository.text(of: path)).imports
      #expect(!imports.contains { $0.prefix.contains("@testable") }, "\(path)")
      #expect(!imports.contains { $0.module == "XCTest" }, "\(path)")
    }
  }

  @Test(
    "only the name of STONNE's statistics files asks for the time of day: a clock that is set back moves nothing")
  func durationsAreMonotonic() throws {
    let allowed = "Sources/stonne/StonneSession/StonneSession.swift"
    for path in try Repository.files(below: "Sources", extensions: ["swift", "c", "h", "cpp", "hpp"])
    where path != allowed {
      let text = try Repository.text(of: path)
      for call in [
        "time(nil)", "time(NULL)", "gettimeofday", "CLOCK_REALTIME", "Date(", "Date.now", "CFAbsoluteTime",
      ] {
        #expect(!text.contains(call), "\(path) calls \(call)")
      }
    }
  }
}
