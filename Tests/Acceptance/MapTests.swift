import Foundation
import Testing

@Suite("stonne map")
struct MapTests {
  private struct Plan: Decodable {
    struct Layer: Decodable {
      struct Cost: Decodable {
        let cycles: Int
      }
      let name: String
      let chosen: Cost?
      let best: Cost?
    }
    let layers: [Layer]
  }

  private static let model = "models/lenet5.onnx"

  private func plan(_ arguments: [String]) throws -> Plan {
    let result = try StonneBinary.run(["map"] + arguments + ["--format", "json"])
    #expect(result.exitCode == 0, "\(result.errors)")
    return try JSONDecoder().decode(Plan.self, from: Data(result.output.utf8))
  }

  @Test("every accelerator layer of a network, on every controller", arguments: Machines.all)
  func network(machine: String) throws {
    let layers = try plan([Self.model, "--hw", machine, "--no-optimum"]).layers
    #expect(layers.count == 5)
    #expect(layers.allSatisfy { $0.chosen != nil && $0.best == nil })
  }

  @Test("the best tile is no worse than the chosen one")
  func best() throws {
    for mapper in ["stonne", "mrna", "optimal"] {
      let layer = try #require(plan(["--gemm", "M=7,N=7,K=7", "--mapper", mapper]).layers.first)
      #expect(try #require(layer.best).cycles <= #require(layer.chosen).cycles)
    }
  }

  @Test("one layer by flags has the cycles that STONNE's command line simulates")
  func layer() throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "machine.cfg")
      try Data("[MSNetwork]\nms_size=16\n[ReduceNetwork]\naccumulation_buffer_enabled=1\n".utf8).write(to: file)
      let layers = try plan(["--gemm", "M=5,N=6,K=7", "--hw", file.path, "--no-optimum"]).layers
      let cycles = try #require(layers.first?.chosen?.cycles)
      let command =
        "-FC -M=5 -N=6 -K=7 -num_ms=16 -accumulation_buffer=1 -generate_tile=performance -print_stats=0"
      let run = try StonneBinary.run(command.split(separator: " ").map(String.init), in: folder)
      #expect(run.output.contains("Number of cycles running: \(cycles)\n"), "\(run.output)")
    }
  }

  @Test("--out leaves tile files with which a run takes the predicted cycles")
  func tileFiles() throws {
    try TemporaryFolder.with { folder in
      let tiles = folder.appending(path: "tiles").path
      let arguments = [Self.model, "--hw", Machines.maeri, "--mapper", "optimal", "--out", tiles]
      let cycles = try plan(arguments).layers.compactMap(\.chosen?.cycles).reduce(0, +)
      #expect(try FileManager.default.contentsOfDirectory(atPath: tiles).count == 5)
      let run = try StonneBinary.run(
        ["run", Self.model, "--hw", Machines.maeri, "--tiles", tiles, "--format", "json", "--quiet"])
      #expect(run.output.contains("\"cycles\" : \(cycles),"), "\(run.output.suffix(600))")
    }
  }

  @Test("a command without a layer, or with two, is a usage error")
  func usage() throws {
    for arguments in [[], [Self.model, "--gemm", "M=1,N=1,K=1"], ["--gemm", "M=1"], ["--target", "speed"]] {
      let result = try StonneBinary.run(["map"] + arguments)
      #expect(result.exitCode == 64)
      #expect(result.output == "")
    }
  }

  @Test("layers that cannot be mapped are refused")
  func refused() throws {
    try Refusal.expect(["map", "--conv", "R=5,S=1,C=1,K=1,X=3,Y=3"], naming: ["R = 5"])
    try Refusal.expect(["map", "--conv", "R=9,S=9,C=1,K=1,X=9,Y=9"], naming: ["9 x 9"])
    try Refusal.expect(["map", "--conv", "R=1,S=1,C=1,K=1,X=9,Y=9", "--hw", Machines.all[1]], naming: ["SIGMA"])
    try Refusal.expect(["map", "--gemm", "M=300000,N=1,K=300000", "--hw", Machines.all[1]], naming: ["bytes"])
    try Refusal.expect(["map", "no/such.onnx"], naming: ["no/such.onnx"])
  }
}
