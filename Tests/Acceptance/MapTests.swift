import Foundation
import TestSupport
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

  @Test("the table puts the chosen tile beside the best ones, and adds up the cycles of both")
  func table() throws {
    let arguments = [Self.model, "--hw", Machines.maeri, "--top", "2"]
    let result = try StonneBinary.run(["map"] + arguments)
    #expect(result.exitCode == 0 && result.errors == "")
    let lines = result.output.split(separator: "\n")
    #expect(lines[0] == "MAERI_DENSE_WORKLOAD, 256 multipliers, mapper stonne, target performance")
    #expect(
      lines[4].contains(#/^ 0  conv1  CONV +5x5 1>6 32x32 +1  R5 S5 K6 +mrna +827 .* 597 .* 72\.2 % +proven$/#),
      "\(lines[4])")
    #expect(lines[5].contains(#/^ +best 2 +S5 K6 X'7 +602 /#), "\(lines[5])")
    let layers = try plan(arguments).layers
    let sums = [layers.compactMap(\.chosen?.cycles), layers.compactMap(\.best?.cycles)].map { $0.reduce(0, +) }
    let total = try #require(lines.last).split(separator: " ").map { String($0).replacing(",", with: "") }
    #expect(total == ["total"] + sums.map(String.init))
  }

  @Test("without the search for the best tile its columns are empty, and no total is made up")
  func tableWithoutOptimum() throws {
    let result = try StonneBinary.run(["map", "--gemm", "M=5,N=6,K=7", "--no-optimum"])
    let lines = result.output.split(separator: "\n")
    #expect(result.exitCode == 0)
    #expect(lines[4].hasSuffix("  3.8  -               -             -      -        -         -"), "\(lines[4])")
    #expect(lines.last?.hasSuffix(" -") == true && lines.last?.contains("total") == true, "\(result.output)")
  }

  @Test("a table of costs of one's own prices the tiles, and has to have every cost")
  func energyTable() throws {
    try TemporaryFolder.with { folder in
      let own = folder.appending(path: "own.txt")
      let standard = try String(
        contentsOf: repositoryRoot.appending(path: "simulation_files/energy_table.txt"), encoding: .utf8)
      let layer = ["map", "--gemm", "M=5,N=6,K=7", "--format", "csv", "--no-optimum"]
      try Data(standard.utf8).write(to: own)
      let same = try StonneBinary.run(layer + ["--energy-table", own.path])
      #expect(try same.exitCode == 0 && same.output == StonneBinary.run(layer).output)
      try Data("# nothing\n".utf8).write(to: own)
      try Refusal.expect(layer + ["--energy-table", own.path], naming: [own.path])
    }
  }

  @Test("a command without a layer, or with two, is a usage error")
  func usage() throws {
    let layer = ["--gemm", "M=1,N=1,K=1"]
    for arguments in [
      [], [Self.model] + layer, ["--gemm", "M=1"], layer + ["--target", "speed"], layer + ["--budget", "0"],
      layer + ["--budget=-1"], layer + ["--budget", "nan"], layer + ["--candidates", "0"], layer + ["--top", "0"],
      layer + ["--top", "2", "--no-optimum"], layer + ["--mapping-cache", ""],
    ] {
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
    for layer in [["--gemm", "M=1,N=1,K=4"], [Self.model]] {
      try Refusal.expect(
        ["map", "--hw", Machines.all[1], "--target", "energy"] + layer, naming: ["energy", "SIGMA", "performance"])
    }
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "one.cfg")
      try Data("[MSNetwork]\nms_size=1\n".utf8).write(to: file)
      try Refusal.expect(["map", "--gemm", "M=1,N=1,K=1", "--hw", file.path], naming: ["ms_size = 1", "from 2"])
    }
  }

  @Test("the best tiles come in order, each proven to be among them", arguments: ["performance", "energy"])
  func several(target: String) throws {
    let result = try StonneBinary.run([
      "map", "--conv", "R=3,S=3,C=4,K=4,X=8,Y=8", "--hw", Machines.maeri, "--target", target, "--top", "4",
      "--format",
      "csv",
    ])
    let lines = result.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let titles = try #require(lines.first)
    let cost = try #require(titles.firstIndex(of: target == "energy" ? "energy" : "cycles"))
    let costs = lines.dropFirst().compactMap { Double($0[cost]) }
    // The mapper's own tile, and the four.
    #expect(costs.count == 5)
    #expect(Array(costs[1...]) == costs[1...].sorted())
    #expect(costs[1] <= costs[0])
    #expect(lines[2][try #require(titles.firstIndex(of: "proven"))] == "true")
  }

  @Test("a search that is cut short says how far the best can be")
  func cutShort() throws {
    let arguments = [
      "map", "--gemm", "M=20,N=30,K=40", "--hw", Machines.maeri, "--candidates", "1", "--top", "5", "--format",
      "json",
    ]
    let output = try StonneBinary.run(arguments).output
    #expect(output.contains("\"proven\" : false"), "\(output)")
    #expect(try StonneBinary.run(arguments + ["--threads", "1"]).output == output)
  }

  @Test("a cache gives the tiles that a search gives, and only those that the simulator confirms")
  func cache() throws {
    try TemporaryFolder.with { folder in
      let file = folder.appending(path: "mapping.json")
      let arguments = [
        "map", Self.model, "--hw", Machines.maeri, "--format", "json", "--mapping-cache", file.path,
      ]
      let searched = try StonneBinary.run(arguments)
      let kept = try Data(contentsOf: file)
      let remembered = try StonneBinary.run(arguments)
      #expect(searched.exitCode == 0 && searched.output == remembered.output)
      #expect(remembered.errors == "")
      #expect(try Data(contentsOf: file) == kept)

      let text = String(decoding: kept, as: UTF8.self)
      let cycles = try #require(text.firstMatch(of: /"cycles" : (\d+)/)?.1)
      for (old, new) in [("\"cycles\" : \(cycles)", "\"cycles\" : 1"), ("\"tile\" : [", "\"tile\" : [ 999999, ")] {
        try Data(text.replacing(old, with: new, maxReplacements: 1).utf8).write(to: file)
        let again = try StonneBinary.run(arguments)
        #expect(again.exitCode == 0 && again.output == searched.output)
        #expect(try Data(contentsOf: file) == kept)
      }
      try Data("[1, 2]".utf8).write(to: file)
      try Refusal.expect(Array(arguments), naming: ["mapping cache", file.path])
      #expect(try Data(contentsOf: file) == Data("[1, 2]".utf8))
    }
  }

  @Test("a run with the best tiles for a target costs no more than one with STONNE's", arguments: Machines.all)
  func run(machine: String) throws {
    struct Run: Decodable {
      struct Energy: Decodable { let total: Double }
      struct Totals: Decodable {
        let cycles: Int
        let energy: Energy
      }
      let totals: Totals
    }
    func run(_ options: [String]) throws -> Run.Totals {
      let result = try StonneBinary.run(
        ["run", Self.model, "--hw", machine, "--format", "json", "--quiet", "--sparsity", "0.7"] + options)
      #expect(result.exitCode == 0, "\(result.errors)")
      let document = try JSONDecoder().decode(Run.self, from: Data(result.output.utf8))
      return document.totals
    }
    let stonne = try run([])
    #expect(try run(["--mapper", "optimal"]).cycles <= stonne.cycles)
    #expect(try run(["--mapper", "optimal", "--target", "energy"]).energy.total <= stonne.energy.total)
  }
}
