import Foundation
import Sweeps
import TestSupport
import Testing

@Suite("The entry point for fuzzing")
struct ParserEntryPointsTests {
  @Test("a sweep's file is taken as far as its points, without a file on the disk")
  func takesSweeps() throws {
    let seeds = repositoryRoot.appending(path: "Tests/Fuzz/Seeds/sweep")
    for name in ["axes", "points", "timing"] {
      let bytes = try Data(contentsOf: seeds.appending(path: name))
      #expect(bytes.withUnsafeBytes(isSweepFile), "\(name)")
    }
  }

  @Test("what only the disk has is not there", arguments: ["/dev/null", "Package.swift", "m.onxx", ""])
  func touchesNoDisk(model: String) {
    let text = "[axes]\nmodel = \"\(model)\"\nhardware = \"maeri.cfg\""
    #expect(!Array(text.utf8).withUnsafeBytes(isSweepFile))
  }
}
