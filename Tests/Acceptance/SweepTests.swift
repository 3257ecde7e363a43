import Foundation
import TestSupport
import Testing

@Suite("stonne sweep")
struct SweepTests {
  /// Twelve points, half of them on a sparse machine.
  private static let text = """
    [axes]
    model = "models/lenet5.onnx"
    hardware = ["simulation_files/maeri_256mses_128_bw.cfg", "simulation_files/sigma_128mses_64_bw.cfg"]
    sparsity = [0, 0.3, 0.6]
    seed = [1, 2]
    """

  /// A folder that has the spec and links to the repository's models and machines.
  private static func with(_ text: String = text, _ body: (URL) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      for name in ["models", "simulation_files"] {
        try FileManager.default.createSymbolicLink(
          at: folder.appending(path: name), withDestinationURL: repositoryRoot.appending(path: name))
      }
      try Data(text.utf8).write(to: folder.appending(path: "sweep.toml"))
      try body(folder)
    }
  }

  private static func sweep(_ folder: URL, _ options: [String]) throws -> StonneBinary.Result {
    try StonneBinary.run(["sweep", folder.path + "/sweep.toml"] + options)
  }

  /// The table without its clock.
  private static func table(_ out: URL) throws -> [String] {
    try String(contentsOf: out.appending(path: "sweep.csv"), encoding: .utf8).split(separator: "\n").map { line in
      String(line[..<(line.lastIndex(of: ",") ?? line.endIndex)])
    }
  }

  @Test("writes the table, the page and the summary, and nothing but results to stdout")
  func files() throws {
    try Self.with { folder in
      let out = folder.appending(path: "out")
      let result = try Self.sweep(folder, ["--out", out.path, "--jobs", "2", "--quiet"])
      #expect(result.exitCode == 0 && result.errors == "", "\(result.errors)")
      #expect(result.output.hasPrefix("12 of 12 points done"))
      let table = try Self.table(out)
      #expect(table.count == 13)
      #expect(table[0].hasPrefix("model,hardware,sparsity,seed,status,reason,cycles,"))
      #expect(table[1].hasPrefix("models/lenet5.onnx,simulation_files/maeri_256mses_128_bw.cfg,0,1,done,,"))
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: out.appending(path: "sweep.json")))
      #expect((json as? [String: Any])?["partial"] as? Bool == false)
      let page = try String(contentsOf: out.appending(path: "sweep.html"), encoding: .utf8)
      #expect(!page.contains("http:") && !page.contains("https:"), "the page needs nothing from a network")
      #expect(page.contains("\"point\" : 12,"), "every point is in the page's data")
    }
  }

  @Test("each point that ends is told on standard error, with what it took or why it failed")
  func progress() throws {
    let text = """
      [axes]
      model = "models/lenet5.onnx"
      hardware = "simulation_files/maeri_256mses_128_bw.cfg"
      tiles = ["tiles", "wrong"]
      """
    try Self.with(text) { folder in
      for (name, rows) in [("tiles", 1), ("wrong", 9999)] {
        let tiles = folder.appending(path: name)
        try FileManager.default.createDirectory(at: tiles, withIntermediateDirectories: false)
        let sizes = "T_R = 1\nT_S = 1\nT_C = 1\nT_K = 1\nT_G = 1\nT_N = 1\nT_X' = \(rows)\nT_Y' = 1\n"
        try Data("tile_type = \"CONV\"\n\(sizes)".utf8).write(to: tiles.appending(path: "conv1.txt"))
      }
      let result = try Self.sweep(folder, ["--out", folder.path + "/out", "--jobs", "1"])
      #expect(result.exitCode == 0 && result.output.hasPrefix("1 of 2 points done, 1 failed\n"))
      let lines = result.errors.split(separator: "\n")
      #expect(lines.count == 3, "\(result.errors)")
      let point = "model=models/lenet5.onnx hardware=simulation_files/maeri_256mses_128_bw.cfg tiles="
      #expect(lines[0].hasPrefix("[1/2] \(point)tiles: 120,264 cycles, "))
      #expect(lines[1].hasPrefix("[2/2] \(point)wrong: failed: tile <T_R=1, T_S=1, "))
      #expect(lines[1].contains(" in wrong/conv1.txt: it takes 9999 multipliers "))
      #expect(lines[2].hasPrefix("stonne: note: 1 point failed; "))
    }
  }

  @Test("a dry run lists the points and those that are dropped, and makes no folder")
  func dryRun() throws {
    try Self.with(Self.text + "\ndn_bw = [64, 7]\n") { folder in
      let out = folder.appending(path: "out")
      let result = try Self.sweep(folder, ["--dry-run", "--out", out.path])
      #expect(result.exitCode == 0)
      #expect(result.output.contains("12 points, 12 dropped; about "))
      #expect(result.output.contains("`SDMemory.dn_bw = 7`"))
      #expect(!FileManager.default.fileExists(atPath: out.path))
    }
  }

  @Test("killed at any moment it continues, and the table is that of an undisturbed sweep")
  func kills() throws {
    try Self.with { folder in
      let (whole, killed) = (folder.appending(path: "whole"), folder.appending(path: "killed"))
      #expect(try Self.sweep(folder, ["--out", whole.path, "--quiet"]).exitCode == 0)
      for milliseconds in [60, 90, 120, 150] {
        let command = "timeout -s KILL 0.\(milliseconds < 100 ? "0" : "")\(milliseconds) \"$0\" \"$@\"; true"
        _ = try StonneBinary.run(
          [
            "-c", command, StonneBinary.location.path, "sweep", folder.path + "/sweep.toml", "--out", killed.path,
            "--quiet",
          ],
          of: "/bin/sh")
      }
      #expect(try Self.sweep(folder, ["--out", killed.path, "--quiet"]).exitCode == 0)
      let expected = try Self.table(whole)
      #expect(try Self.table(killed) == expected)
    }
  }

  @Test("shards, brought together, give the same table")
  func shards() throws {
    try Self.with { folder in
      let (whole, parts) = (folder.appending(path: "whole"), folder.appending(path: "parts"))
      #expect(try Self.sweep(folder, ["--out", whole.path, "--quiet"]).exitCode == 0)
      for shard in 1...3 {
        let result = try Self.sweep(folder, ["--out", parts.path, "--shard", "\(shard)/3", "--quiet"])
        #expect(result.exitCode == 0 && result.output == "")
      }
      #expect(try Self.sweep(folder, ["--out", parts.path, "--merge", "--quiet"]).exitCode == 0)
      let expected = try Self.table(whole)
      #expect(try Self.table(parts) == expected)
    }
  }

  @Test("a point's own report is that of `stonne run`")
  func point() throws {
    try Self.with { folder in
      let (out, alone) = (folder.appending(path: "out"), folder.appending(path: "alone"))
      #expect(try Self.sweep(folder, ["--out", out.path, "--point", "9", "--quiet"]).exitCode == 0)
      let machine = "simulation_files/sigma_128mses_64_bw.cfg"
      _ = try StonneBinary.run([
        "run", "models/lenet5.onnx", "--hw", machine, "--sparsity", "0.3", "--seed", "1", "--out", alone.path,
        "--no-timings",
      ])
      let files = try [out.appending(path: "points/9"), alone].map {
        try Data(contentsOf: $0.appending(path: "layers.csv"))
      }
      #expect(files[0] == files[1])
    }
  }

  @Test("bad specs are refused with line, key and hint, and leave no folder")
  func refusals() throws {
    for (text, fragments) in [
      ("[axes]\nmodle = 1", ["sweep.toml:2:1", "axes.modle", "hint: did you mean `model`?"]),
      (Self.text + "\nms_size = []\n", ["sweep.toml:6:11", "axes.ms_size = []"]),
      (Self.text + "\nms_size = \"many\"\n", ["sweep.toml:6:11", "it is text where an integer"]),
      (Self.text + "\nms_size = 100\n", ["sweep.toml:1", "no legal point", "hint: "]),
      ("[axes]\nmodel = \"none.onnx\"\nhardware = \"x.cfg\"", ["sweep.toml:2:9", "none.onnx", "no such file"]),
    ] {
      try Self.with(text) { folder in
        try Refusal.expect(["sweep", folder.path + "/sweep.toml"], naming: fragments)
      }
    }
  }

  @Test("a disk that is full ends the sweep with 74; what was written stands and the sweep continues")
  func fullDisk() throws {
    try Self.with { folder in
      let out = folder.appending(path: "out")
      let command = "ulimit -f 40; exec \"$0\" \"$@\""
      let result = try StonneBinary.run(
        [
          "-c", command, StonneBinary.location.path, "sweep", folder.path + "/sweep.toml", "--out", out.path,
          "--quiet", "--jobs", "1",
        ], of: "/bin/sh")
      #expect(result.exitCode == 74, "\(result.errors)")
      #expect(result.errorMessages.count == 1)
      let whole = folder.appending(path: "whole")
      #expect(try Self.sweep(folder, ["--out", whole.path, "--quiet"]).exitCode == 0)
      #expect(try Self.sweep(folder, ["--out", out.path, "--quiet"]).exitCode == 0)
      let expected = try Self.table(whole)
      #expect(try Self.table(out) == expected)
    }
  }

  @Test("a folder that cannot be made ends with 74 before anything runs")
  func noFolder() throws {
    try Self.with { folder in
      for out in ["/proc/sweep", "/dev/null"] {
        let result = try Self.sweep(folder, ["--out", out])
        #expect(result.exitCode == 74, "\(result.errors)")
      }
    }
  }

  @Test("wrong options are errors of the command line")
  func usage() throws {
    for options in [
      [], ["--out", ""], ["--out", "x", "--jobs", "0"], ["--out", "x", "--shard", "3/2"],
      ["--out", "x", "--shard", "1/2", "--merge"],
    ] {
      #expect(try StonneBinary.run(["sweep", "no.toml"] + options).exitCode == 64)
    }
  }
}
