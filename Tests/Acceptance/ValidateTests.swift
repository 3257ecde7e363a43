import Foundation
import TestSupport
import Testing

@Suite("stonne validate")
struct ValidateTests {
  @Test("the published numbers hold, and docs/validation.md is what it prints")
  func publishedNumbers() throws {
    let result = try StonneBinary.run(["validate"])
    #expect(result.exitCode == 0)
    #expect(result.errors == "")
    let documented = try String(contentsOf: repositoryRoot.appending(path: "docs/validation.md"), encoding: .utf8)
    #expect(result.output == documented)
  }
}
