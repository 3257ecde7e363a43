import Foundation
import Testing

@Suite("Hardware and tile files that cannot be used are refused in one line")
struct MalformedSettingsTests {
  private static let model = Fixtures.path("Operators", "conv_3x3_padded", "model.onnx")

  @Test(
    "hardware: the message names the culprit",
    arguments: [
      ("[MSNetwork]\nms_size = \"128\"\n", ["ms_size", ":2"]),
      ("[MSNetwork]\nms_size = 12.5\n", ["ms_size", ":2"]),
      ("[MSNetwork]\nms_size = -64\n", ["ms_size", "-64"]),
      ("[MSNetwork]\nms_size = 0\n", ["ms_size"]),
      ("[MSNetwork]\nms_size = 100\n", ["ms_size", "100"]),
      ("[MSNetwork]\nms_size = 4611686018427387904\n", ["ms_size"]),
      ("[MSNetwork]\nms_sizes = 128\n", ["ms_sizes", "ms_size"]),
      ("[MSNetwrok]\nms_size = 128\n", ["MSNetwrok", "MSNetwork"]),
      ("[MSNetwork]\ntype = \"MESH\"\n", ["MESH", "OS_MESH"]),
      ("[ReduceNetwork]\naccumulation_buffer_enabled = true\n", ["accumulation_buffer_enabled"]),
      ("[SDMemory]\ncontroller_type = \"MAERI_DENSE\"\n", ["MAERI_DENSE", "MAERI_DENSE_WORKLOAD"]),
      ("[MSNetwork]\nms_size = 64\n[SDMemory]\ndn_bw = 128\n", ["dn_bw"]),
      ("[MSNetwork]\nms_size = 64\nms_size = 64\n", ["ms_size"]),
      ("[MSNetwork\nms_size = 64\n", [":1"]),
      ("\u{0}\u{1}\u{2}", []),
      ("print_stats_enabled = 1\n", ["print_stats_enabled"]),
    ])
  func hardware(text: String, fragments: [String]) throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "machine.cfg")
      try Data(text.utf8).write(to: file)
      try Refusal.expect(["run", Self.model, "--hw", file.path], naming: fragments + ["machine.cfg"])
    }
  }

  @Test("hardware: a file that is not there")
  func noHardware() throws {
    try Refusal.expect(["run", Self.model, "--hw", "no/such.cfg"], naming: ["no/such.cfg"])
  }

  @Test("hardware: an empty file is STONNE's default machine")
  func emptyHardware() throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "machine.cfg")
      try Data().write(to: file)
      let result = try StonneBinary.run(["run", Self.model, "--hw", file.path, "--quiet"])
      #expect(result.exitCode == 0, "\(result.errors)")
    }
  }

  @Test(
    "tiles: the message names the culprit",
    arguments: [
      (conv(kernel: 3, filters: 64), ["tile.txt"]),
      (conv(kernel: 0, filters: 1), ["T_R"]),
      (conv(kernel: -3, filters: 1), ["T_R"]),
      ("tile_type=\"CONV\"\nT_R=3\n", ["T_S"]),
      ("tile_type=\"POOL\"\nT_R=3\n", ["POOL"]),
      ("T_R=3\n", ["tile_type"]),
      (conv(kernel: 3, filters: 1) + "T_Q=1\n", ["T_Q"]),
      ("tile_type=\"FC\"\nT_S=1\nT_K=1\nT_N=1\n", ["FC"]),
      ("not a tile", ["tile.txt"]),
    ])
  func tile(text: String, fragments: [String]) throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "tile.txt")
      try Data(text.utf8).write(to: file)
      let arguments = ["run", Self.model, "--hw", Machines.maeri, "--tiles", file.path]
      try Refusal.expect(arguments, naming: fragments)
    }
  }

  @Test(
    "energy table: what it lacks is told before the run, with the file's name", arguments: ["", "FIFO PUSH=1\n"])
  func energyTable(text: String) throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "table.txt")
      try Data(text.utf8).write(to: file)
      try Refusal.expect(
        ["run", Self.model, "--hw", Machines.maeri, "--energy-table", file.path], naming: ["table.txt", "RN_WIRE"])
    }
  }

  private static func conv(kernel: Int, filters: Int) -> String {
    """
    tile_type="CONV"
    T_R=\(kernel)
    T_S=\(kernel)
    T_C=1
    T_K=\(filters)
    T_G=1
    T_N=1
    T_X'=1
    T_Y'=1

    """
  }
}
