import Foundation
import Testing

/// `script` (Debian: bsdutils) runs the program on a terminal of its own.
@Suite("The terminal")
struct TerminalTests {
  private static let run = "run models/lenet5.onnx --hw \(Machines.maeri)"

  private func onTerminal(_ arguments: String, columns: Int, variables: [String: String]) throws -> String {
    let command = "stty cols \(columns) rows 50; \"$STONNE\" \(arguments)"
    let result = try StonneBinary.run(
      ["-c", "script --quiet --return --command '\(command)' /dev/null < /dev/null"], of: "/bin/bash",
      variables: ["STONNE": StonneBinary.location.path].merging(variables) { $1 })
    #expect(result.exitCode == 0, "\(result.output)")
    return result.output.replacing("\r\n", with: "\n")
  }

  @Test("the table fits the window, whatever its width", arguments: [40, 60, 80, 100, 132, 200])
  func width(columns: Int) throws {
    let text = try onTerminal(
      Self.run + " --quiet", columns: columns, variables: ["TERM": "xterm", "NO_COLOR": "1"])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let title = try #require(lines.firstIndex { $0.hasPrefix("Layer") })
    let total = try #require(lines.firstIndex { $0.hasPrefix("Total") })
    #expect(lines[title...total].allSatisfy { $0.count <= columns })
    #expect(lines[title].contains("Cycles") && lines[total].contains("2,"))
    #expect(!text.contains("\u{1B}"))
  }

  @Test("COLUMNS decides where there is no window")
  func columnsVariable() throws {
    let narrow = try StonneBinary.run(
      ["run", "models/lenet5.onnx", "--hw", Machines.maeri, "--quiet"], variables: ["COLUMNS": "60"])
    #expect(narrow.output.contains("no room in this window for: Operator, MACs"))
  }

  @Test("bold letters and the bar are for terminals that have them")
  func escapes() throws {
    let styled = try onTerminal(Self.run, columns: 200, variables: ["TERM": "xterm", "NO_COLOR": ""])
    #expect(styled.contains("\u{1B}[1mLayer"))
    #expect(styled.contains("\r\u{1B}[2K"))
    let dumb = try onTerminal(Self.run, columns: 200, variables: ["TERM": "dumb"])
    #expect(!dumb.contains("\u{1B}"))
    #expect(dumb.contains("] conv1 (Conv): "))
  }

  @Test(
    "a pipe gets no progress and no escapes, and JSON and CSV come alone", arguments: ["table", "json", "csv"])
  func pipes(format: String) throws {
    let result = try StonneBinary.run(
      ["run", "models/lenet5.onnx", "--hw", Machines.maeri, "--format", format], variables: ["TERM": "xterm"])
    #expect(result.errors == "")
    #expect(!result.output.contains("\u{1B}"))
    switch format {
    case "json": #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(result.output.utf8)) }
    case "csv": #expect(result.output.hasPrefix("index,name,op_type,"))
    default: #expect(result.output.contains("Layer"))
    }
  }
}
