import Foundation
import Reports
import Testing

@Suite("OutputConflict")
struct OutputConflictTests {
  /// A folder with `a`, `b`, a link to `a`, a hard link to it, and a link to the folder.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: root) }
    try WholeFile.makeFolder(root + "/sub")
    for name in ["a", "b"] { try WholeFile.write(name, to: root + "/" + name) }
    try FileManager.default.createSymbolicLink(atPath: root + "/link", withDestinationPath: "a")
    try FileManager.default.linkItem(atPath: root + "/a", toPath: root + "/hard")
    try FileManager.default.createSymbolicLink(atPath: root + "/here", withDestinationPath: ".")
    try body(root)
  }

  private func conflict(writing outputs: [String], reading inputs: [String] = []) -> String? {
    do throws(OutputConflict) {
      try OutputConflict.requireNone(
        writing: outputs.map { NamedFile($0, named: "the output") },
        reading: inputs.map { NamedFile($0, named: "the input") })
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    "a file that is read is known by every path that leads to it",
    arguments: ["a", "./a", "sub/../a", "here/a", "here/here/a", "link", "hard", "/a", "none/../a"])
  func input(path: String) throws {
    try inFolder { root in
      let output = root + "/" + path
      #expect(
        conflict(writing: [output], reading: [root + "/b", root + "/a"])
          == "output in \(output): the output would take the place of the input")
      #expect(conflict(writing: [output], reading: [root + "/b"]) == nil)
    }
  }

  @Test("two outputs are one file before it is there, too, and in a folder that is yet to be made")
  func outputs() throws {
    try inFolder { root in
      for (one, other) in [
        ("new", "new"), ("new", "here/./new"), ("out/run.json", "here/out//run.json"), ("out/x", "out/y/../x"),
        ("a", "link"),
      ] {
        let paths = [root + "/" + one, root + "/" + other]
        #expect(
          conflict(writing: paths) == "output in \(paths[1]): the output would take the place of the output")
      }
      #expect(conflict(writing: ["a", "b", "new", "sub/a", "sub/new"].map { root + "/" + $0 }) == nil)
    }
  }

  @Test("a name that is too long for a file is left to the system, and takes no time", .timeLimit(.minutes(1)))
  func longName() {
    #expect(conflict(writing: [String(repeating: "a/", count: 60_000) + "b"]) == nil)
  }

  @Test("devices, pipes and what is open already take any number of outputs")
  func devices() throws {
    try inFolder { root in
      let pipe = root + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      for path in ["/dev/null", pipe, "/dev/stdout"] {
        #expect(conflict(writing: [path, path], reading: ["/dev/null", pipe]) == nil, "\(path)")
      }
    }
  }

  @Test("of a folder that is read, the files count that are read")
  func folders() throws {
    try inFolder { root in
      let files = NamedFile.option("--tiles", root, filesWhere: { $0 == "a" })
      #expect(files == [NamedFile(root + "/a", named: "a file of --tiles")])
      #expect(
        NamedFile.option("--tiles", root + "/b", filesWhere: { _ in false })
          == [NamedFile(root + "/b", named: "the file of --tiles")])
      #expect(NamedFile.option("--tiles", nil, filesWhere: { _ in true }) == [])
    }
  }

  @Test("a run's files are known before the run")
  func runFiles() throws {
    try inFolder { root in
      func names(_ machines: [String], _ detail: ReportDetail) -> [String] {
        RunReport.files(in: root, machines: machines, detail: detail).map {
          String($0.path.dropFirst(root.count + 1))
        }
      }
      let one = ["layers.csv", "trace.json", "report.html", "run.json", "outputs.npz"]
      #expect(names([], .normal) == one && names(["x.cfg"], .full) == one)
      let several = ["layers.csv", "trace.json", "report.html", "run.json", "comparison.csv", "outputs.npz"]
      #expect(names(["p/x.cfg", "q/x.cfg"], .normal) == several + ["x/outputs.npz", "x~2/outputs.npz"])
      try WholeFile.makeFolder(root + "/layers")
      for name in ["000_conv.txt", "000_conv.counters", "1000_y.txt", "conv.txt", "00_x.txt", "000_x.cfg"] {
        try WholeFile.write("", to: root + "/layers/" + name)
      }
      #expect(
        names([], .full) == one + ["000_conv.counters", "000_conv.txt", "1000_y.txt"].map { "layers/" + $0 })
    }
  }
}
