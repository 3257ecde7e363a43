import Foundation
import Testing

/// What is at a path may be a pipe that nobody writes to, a device without end, a folder.
@Suite("What is no file is refused wherever a file is read, and never waited for")
struct NoFileTests {
  private static let readers: [(String, @Sendable (String) -> [String])] = {
    let lenet = "models/lenet5.onnx"
    let machine = Machines.maeri
    return [
      ("model", { ["run", $0] }), ("inspect", { ["inspect", $0] }), ("map", { ["map", $0] }),
      ("hardware", { ["run", lenet, "--hw", $0] }), ("inputs", { ["run", lenet, "--inputs", $0] }),
      ("input", { ["run", lenet, "--input", "input=" + $0] }), ("expect", { ["run", lenet, "--expect", $0] }),
      ("energy table", { ["run", lenet, "--hw", machine, "--energy-table", $0] }),
      ("sparsity map", { ["run", lenet, "--hw", machine, "--sparsity-map", $0] }),
      ("mapping cache", { ["run", lenet, "--hw", machine, "--mapping-cache", $0] }),
      ("data", { ["accuracy", lenet, "--data", $0] }),
      ("labels", { ["accuracy", lenet, "--data", "models/lenet5_digits.npz", "--labels", $0] }),
      ("sweep", { ["sweep", $0, "--out", "/proc/none"] }), ("compare", { ["compare", $0, $0] }),
      ("explain", { ["explain", $0, "--layer", "0"] }), ("report", { ["report", $0] }),
      ("table", { ["energy", "--table", $0, "--counters", $0] }),
      ("counters", { ["energy", "--table", "simulation_files/energy_table.txt", "--counters", $0] }),
    ]
  }()

  @Test("by every option and command", arguments: readers.map(\.0))
  func refused(reader name: String) throws {
    let reader = try #require(Self.readers.first { $0.0 == name }?.1)
    try TemporaryFolder.with { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      for path in [pipe, "/dev/zero", "/dev/null", folder.path, folder.path + "/nothing"] {
        // A cache that is not there is made.
        if name == "mapping cache", path.hasSuffix("/nothing") { continue }
        let result = try StonneBinary.run(reader(path), seconds: 20)
        #expect(result.exitCode == 65, "\(path): \(result.exitCode ?? -1) \(result.errors)")
        #expect(result.errorMessages.count == 1, "\(path)")
      }
    }
  }

  @Test("an empty name is said to be one, by every option and command", arguments: readers.map(\.0))
  func empty(reader name: String) throws {
    let reader = try #require(Self.readers.first { $0.0 == name }?.1)
    let result = try StonneBinary.run(reader(""), seconds: 20)
    // A name that cannot be asked for is an error of the command line.
    #expect(result.exitCode == (["input", "mapping cache"].contains(name) ? 64 : 65), "\(result.errors)")
    #expect(!result.errors.contains(" in :") && !result.errors.contains("no such file"), "\(result.errors)")
  }

  @Test("what is written to goes on being a pipe or a device")
  func written() throws {
    try TemporaryFolder.with { folder in
      let pipe = folder.appending(path: "pipe").path
      #expect(mkfifo(pipe, 0o600) == 0)
      // Through links: were they replaced, only the link would be lost.
      let device = folder.appending(path: "null").path
      try FileManager.default.createSymbolicLink(atPath: device, withDestinationPath: "/dev/null")
      for (path, exitCode) in [(pipe, Int32(74)), (device, 0)] {
        for option in ["--model-explorer", "--annotate"] {
          let result = try StonneBinary.run(
            ["run", "models/lenet5.onnx", "--hw", Machines.maeri, option, path, "--quiet"], seconds: 20)
          #expect(result.exitCode == exitCode, "\(option) \(path): \(result.errors)")
        }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["null", "pipe"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: device) == "/dev/null")
      #expect(
        try FileManager.default.attributesOfItem(atPath: pipe)[.type] as? FileAttributeType != .typeRegular)
    }
  }
}
