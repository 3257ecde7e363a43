import Foundation
import Tensors
import TestSupport
import Testing

/// Names come from files that nobody vouches for, and end in every kind of output.
@Suite("Names do not act")
struct NameTests {
  private static let names = [
    "=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r\n=1", "=\u{301}cmd", "a,\u{301}b", "q\"\u{301}r",
    "a\"b", "a\nb", "<script>alert(1)</script>", "</script><b>", "\"onmouseover=\"alert(1)", "<!--", "-->",
    "\u{2028}x\u{202E}y", "\u{1B}[31mred", "\u{9B}31m", "../../evil", "..", ".", "/etc/passwd", "a/b", "a:b",
    "a_b",
    String(repeating: "x", count: 5000), "`id`", "$(id)",
  ]

  @Test("outputs that no archive holds by their names are refused before the run, and only where they are written")
  func outputs() throws {
    for names in [["y", "y"], [String(repeating: "y", count: 60_001)]] {
      try TemporaryFolder.with { folder in
        var model = OnnxBytes(opset: 18)
        model.graph.input("x", .float32, [1, 4])
        model.graph.node("Relu", ["x"], [names[0]], name: "relu")
        for name in names { model.graph.output(name, .float32) }
        let path = folder.appending(path: "m.onnx")
        try Data(model.encoded).write(to: path)
        try Refusal.expect(
          ["run", path.path], naming: ["array name `y", "names have to differ and fit 60,000 bytes"])
        let silent = try StonneBinary.run(["run", path.path, "--quiet"])
        #expect(silent.exitCode == 0, "\(silent.errors)")
      }
    }
  }

  /// A chain of products, each by a name of the list, on a machine's file of such a name.
  private func run<Value>(_ body: (URL, StonneBinary.Result) throws -> Value) throws -> Value {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.name = "=g</script>\u{1B}[31m"
      model.graph.input("x", .float32, [1, 4])
      model.graph.initializer("w", try Tensor(Shape([4, 4]), [Float](repeating: 0.5, count: 16)))
      for (index, name) in Self.names.enumerated() {
        let input = index == 0 ? "x" : Self.names[index - 1] + "\(index - 1)"
        model.graph.node("MatMul", [input, "w"], [name + "\(index)"], name: name)
      }
      model.graph.output((Self.names.last ?? "") + "\(Self.names.count - 1)", .float32)
      let path = folder.appending(path: "=m<b>\u{1B}[31m.onnx")
      try Data(model.encoded).write(to: path)
      let machine = folder.appending(path: "...cfg")
      try FileManager.default.copyItem(at: repositoryRoot.appending(path: Machines.maeri), to: machine)
      let result = try StonneBinary.run([
        "run", path.path, "--hw", machine.path, "--hw", Machines.all[1], "--out",
        folder.appending(path: "out").path,
        "--detail", "full", "--model-explorer", folder.appending(path: "nodes.json").path, "--check",
      ])
      #expect(result.exitCode == 0, "\(result.errors)")
      return try body(folder, result)
    }
  }

  private func steers(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      (scalar.value < 0x20 && !["\n", "\t", "\r"].contains(scalar)) || (0x7F...0x9F).contains(scalar.value)
        || [0x2028, 0x202E].contains(scalar.value)
    }
  }

  @Test("what goes to the terminal cannot steer it, in any format")
  func terminal() throws {
    try run { folder, result in
      #expect(!steers(result.output) && !steers(result.errors))
      #expect(result.output.split(separator: "\n").allSatisfy { $0.count < 400 })
      let out = folder.appending(path: "out").path
      for command in [
        ["compare", out, out], ["compare", out, out, "--format", "csv"],
        ["compare", out, out, "--format", "json"],
        ["inspect", folder.appending(path: "=m<b>\u{1B}[31m.onnx").path],
        ["map", folder.appending(path: "=m<b>\u{1B}[31m.onnx").path, "--no-optimum", "--format", "csv"],
        ["run", folder.appending(path: "=m<b>\u{1B}[31m.onnx").path, "--format", "json"],
      ] {
        let result = try StonneBinary.run(command)
        #expect([0, 65].contains(result.exitCode))
        #expect(!steers(result.output) && !steers(result.errors), "\(command)")
      }
    }
  }

  @Test("CSV has equally long rows and no formula")
  func csv() throws {
    try run { folder, _ in
      for file in ["layers.csv", "comparison.csv"] {
        let path = folder.appending(path: "out/\(file)")
        let rows = CSVRecords(try String(contentsOf: path, encoding: .utf8)).rows
        #expect(rows.count > Self.names.count)
        #expect(Set(rows.map(\.count)).count == 1, "\(file)")
        for cell in rows.joined() where Double(cell) == nil {
          #expect(
            !"=+-@\t\r\n".unicodeScalars.contains { $0 == cell.unicodeScalars.first },
            "\(file): \(cell.debugDescription)")
        }
      }
    }
  }

  @Test("HTML has no more elements than of other names, JSON has the names themselves")
  func pages() throws {
    try run { folder, _ in
      let page = try String(contentsOf: folder.appending(path: "out/report.html"), encoding: .utf8)
      for markup in ["<script>alert", "</script><b>", "\"onmouseover", "<!--"] { #expect(!page.contains(markup)) }
      #expect(page.components(separatedBy: "</script").count == page.components(separatedBy: "<script").count)
      let text = try Data(contentsOf: folder.appending(path: "out/run.json"))
      let run = try JSONDecoder().decode(Runs.self, from: text)
      #expect(run.runs.first?.layers.map(\.name) == Self.names)
      let trace = try Data(contentsOf: folder.appending(path: "out/trace.json"))
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: trace) }
    }
  }

  private struct Runs: Decodable {
    struct Layer: Decodable { let name: String }
    struct Run: Decodable { let layers: [Layer] }
    let runs: [Run]
  }

  @Test("no file leaves the folder of the run, or bears a name beyond A-Za-z0-9._-~")
  func files() throws {
    try run { folder, _ in
      let own = ["=m<b>\u{1B}[31m.onnx", "...cfg"]
      let found = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { !own.contains($0) }
      #expect(found.count > 4 * Self.names.count)
      for path in found {
        #expect(path.hasPrefix("out") || path.hasPrefix("nodes."), "\(path)")
        #expect(path.wholeMatch(of: /[A-Za-z0-9._~\/-]+/) != nil, "\(path)")
      }
    }
  }
}
