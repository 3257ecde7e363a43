import Foundation
import ModelRunner
import Sweeps
import TestSupport
import Testing

@Suite("Running a sweep")
struct SweepRunTests {
  private static let small = SweepText(
    text: """
      [axes]
      model = "models/lenet5.onnx"
      hardware = ["simulation_files/maeri_256mses_128_bw.cfg", "simulation_files/sigma_128mses_64_bw.cfg",
        "simulation_files/magma_128mses_128_bw.cfg", "simulation_files/tpu_16_16_pes.cfg"]
      sparsity = [0, 0.6]
      prune = ["magnitude", "channel"]
      """)

  @Test("every point costs what `stonne run` says, on dense and sparse machines")
  func sameAsRuns() throws {
    try SweepTrial.with(Self.small) { trial in
      try trial.run()
      let rows = try trial.table().split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
      #expect(rows.count == 16)
      for (point, row) in zip(trial.points.points, rows) {
        let totals = try #require(try point.request.prepare(for: [point.machine]).run().first).totals
        let expected: [Any] = [
          totals.cycles, totals.macs, totals.utilization, totals.acceleratorLayers, totals.processorNodes,
          totals.sramReads, totals.sramWrites, totals.staticEnergy, totals.dynamicEnergy, totals.energy,
          totals.area,
        ]
        // An empty reason leaves no part.
        #expect(
          row.suffix(11).map(String.init) == expected.map { "\($0)" }, "\(point.name([.hardware, .sparsity]))")
      }
    }
  }

  @Test("timing only costs what `stonne run --timing-only` says")
  func timingOnly() throws {
    var text = Self.small
    text.text = text.text.replacing("prune = [\"magnitude\", \"channel\"]", with: "[run]\ntiming_only = true")
    try SweepTrial.with(text) { trial in
      try trial.run()
      let cycles = try trial.table().split(separator: "\n").dropFirst().map { $0.split(separator: ",")[4] }
      for (point, found) in zip(trial.points.points, cycles) {
        let result = try #require(try point.request.time(on: [point.machine]).first)
        #expect("\(result.totals.cycles)" == found, "\(point.name([.hardware, .sparsity]))")
      }
    }
  }

  @Test("the table is the same for any number of jobs, interruptions and shards")
  func sameTable() throws {
    let whole = try SweepTrial.with(Self.small) { trial in
      #expect(try trial.run() == 16)
      return try trial.table()
    }
    try SweepTrial.with(Self.small) { trial in
      try trial.run(jobs: 3)
      #expect(try trial.table() == whole, "three jobs")
    }
    try SweepTrial.with(Self.small) { trial in
      var runs = 0
      while try trial.report().isPartial, runs < 20 {
        #expect(try trial.run(stoppingAfter: 3) <= 3)
        runs += 1
      }
      #expect(runs == 6)
      #expect(try trial.table() == whole, "interruptions")
    }
    try SweepTrial.with(Self.small) { trial in
      let counts = try (1...3).map { try trial.run(SweepShard(index: $0, count: 3)) }
      #expect(counts.reduce(0, +) == 16 && !counts.contains(0))
      try trial.folder.open().mergeShards(of: trial.folder)
      #expect(try trial.table() == whole, "shards")
      #expect(try trial.run() == 0)
    }
  }

  @Test("a finished sweep runs nothing again; points that are added to its file are all that runs")
  func resumption() throws {
    try SweepTrial.with(.lenet(axes: "sparsity = [0, 0.5]")) { trial in
      #expect(try trial.run() == 2)
      #expect(try trial.run() == 0)
      let more = try SweepText.lenet(axes: "sparsity = [0, 0.5, 0.9]").specification()
      let extended = SweepTrial(specification: more, points: try SweepPoints(more), folder: trial.folder)
      #expect(try extended.run() == 1)
    }
  }

  @Test("a method with a ratio of its own is run once for all ratios, and has a row for each")
  func equalResults() throws {
    let axes = "prune = \"2:4\"\nsparsity = [0, 0.3, 0.6]"
    try SweepTrial.with(.lenet("sigma_128mses_64_bw", axes: axes)) { trial in
      try trial.run(stoppingAfter: 1)
      #expect(try !trial.report().isPartial)
    }
  }

  @Test("a point that fails has a row with its reason, and the others run")
  func failure() throws {
    let broken = try temporaryFile("broken.onnx", [1, 2, 3])
    defer { try? FileManager.default.removeItem(atPath: URL(filePath: broken).deletingLastPathComponent().path) }
    var text = SweepText.lenet()
    text.text = text.text.replacing("\"models/lenet5.onnx\"", with: "[\"\(broken)\", \"models/lenet5.onnx\"]")
    try SweepTrial.with(text) { trial in
      #expect(try trial.run(jobs: 2) == 2)
      let report = try trial.report()
      #expect(report.failures == 1 && !report.isPartial)
      #expect(try trial.table().contains("failed"))
      try report.requireSuccess()
      #expect(try trial.run() == 0)
      try trial.folder.open().forgetFailures()
      #expect(try trial.run() == 1)
    }
  }

  @Test("accuracy is that of the same pruning in a study, and has its columns")
  func accuracy() throws {
    let rest = "[accuracy]\ndata = \"models/lenet5_digits.npz\"\nlimit = 60"
    try SweepTrial.with(.lenet(axes: "sparsity = [0, 0.95]", rest: rest)) { trial in
      try trial.run()
      var study = AccuracyRequest(RunRequest(modelPath: repositoryRoot.appending(path: "models/lenet5.onnx").path))
      study.data = [repositoryRoot.appending(path: "models/lenet5_digits.npz").path]
      study.limit = 60
      study.ratios = ["0", "0.95"]
      let expected = try study.prepare().run().points.map { "\($0.accuracy?.top1Share ?? -1)" }
      let lines = try trial.table().split(separator: "\n").map { $0.split(separator: ",") }
      #expect(lines[0].suffix(2) == ["accuracy", "top5"])
      #expect(lines.dropFirst().map { String($0[$0.count - 2]) } == expected)
    }
  }

  @Test("the best tiles are those that a run finds, and are kept in a file")
  func optimal() throws {
    try SweepTrial.with(.lenet("tpu_16_16_pes", axes: "mapper = [\"stonne\", \"optimal\"]\nsparsity = [0, 0.5]")) {
      trial in
      try trial.run(jobs: 2)
      let cycles = try trial.table().split(separator: "\n").dropFirst().compactMap {
        Int($0.split(separator: ",")[5])
      }
      #expect(cycles.count == 4 && cycles[2] <= cycles[0] && cycles[2] == cycles[3])
      #expect(FileManager.default.fileExists(atPath: trial.folder.mappings(nil)))
    }
  }
}
