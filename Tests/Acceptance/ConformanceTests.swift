import Foundation
import Testing

@Suite("stonne conformance")
struct ConformanceTests {
  /// A folder with a case that passes (`right`) and one whose expected output is another's (`wrong`).
  private func with(_ body: (URL) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      let files = FileManager.default
      let source = Fixtures.root.appending(path: "Operators")
      for name in ["right", "wrong"] {
        try files.copyItem(at: source.appending(path: "gemm"), to: folder.appending(path: name))
      }
      let output = folder.appending(path: "wrong/test_data_set_0/output_0.pb")
      try files.removeItem(at: output)
      try files.copyItem(at: source.appending(path: "gemm_scalar_c/test_data_set_0/output_0.pb"), to: output)
      try body(folder)
    }
  }

  private static let difference = "wrong: output `y`: shape [3x7] where [4x6] is expected"

  @Test("a case that fails is named with the reason, and the exit code is 1")
  func failed() throws {
    try with { folder in
      let result = try StonneBinary.run(["conformance", folder.path])
      #expect(result.exitCode == 1)
      #expect(result.output == "FAILED \(Self.difference)\n1 passed, 1 failed, 0 skipped\n")
      #expect(result.errors == "")
    }
  }

  @Test("a list of exceptions makes failures of what differs from it, in both directions")
  func exceptions() throws {
    try with { folder in
      let list = folder.appending(path: "known.tsv")
      try Data("# known\nwrong\tby design\n".utf8).write(to: list)
      let expected = try StonneBinary.run(["conformance", folder.path, "--exceptions", list.path])
      #expect(expected.exitCode == 0)
      try Data("right\tno longer\n".utf8).write(to: list)
      let result = try StonneBinary.run(["conformance", folder.path, "--exceptions", list.path])
      #expect(result.exitCode == 1)
      #expect(
        result.output == """
          FAILED \(Self.difference)
          LISTED right: it passes, and is listed as one that does not
          UNLISTED \(Self.difference)
          1 passed, 1 failed, 0 skipped

          """)
      try Data("right, no longer\n".utf8).write(to: list)
      let refused = try StonneBinary.run(["conformance", folder.path, "--exceptions", list.path])
      #expect(refused.exitCode == 65)
      #expect(
        refused.errors
          == "stonne: error: list of exceptions in \(list.path):1: not a case's name, a tab and a reason\n")
    }
  }

  @Test("--json says of every case how it ended")
  func json() throws {
    struct Report: Decodable {
      struct Case: Decodable {
        let name: String
        let outcome: String
        let reason: String?
      }
      let cases: [Case]
    }
    try with { folder in
      let file = folder.appending(path: "report.json")
      _ = try StonneBinary.run(["conformance", folder.path, "--json", file.path])
      let cases = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file)).cases
      #expect(cases.map(\.name) == ["right", "wrong"])
      #expect(cases.map(\.outcome) == ["passed", "failed"])
      #expect(cases[1].reason == "output `y`: shape [3x7] where [4x6] is expected")
    }
  }
}
