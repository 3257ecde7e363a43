import Foundation
import ModelRunner
import Reports
import TestSupport
import Testing

@Suite("trace.json")
struct TraceFileTests {
  private func runs(on machines: [String], timings: Bool = false) throws -> [RunDocument] {
    var request = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    request.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    return try request.prepare().run().map { RunDocument($0, withTimings: timings) }
  }

  private func events(_ text: String) throws -> [[String: Any]] {
    let file = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return try #require(file?["traceEvents"] as? [[String: Any]])
  }

  private static func arguments(_ event: [String: Any]) -> [String: Any] { event["args"] as? [String: Any] ?? [:] }

  @Test("its totals are those of run.json, at any clock", arguments: [1000.0, 200, 0.5, 3333])
  func totals(megahertz: Double) throws {
    let runs = try runs(on: ["maeri_256mses_128_bw", "sigma_128mses_64_bw", "tpu_16_16_pes"])
    let events = try events(TraceFile(runs, megahertz: megahertz).text)
    for (index, run) in runs.enumerated() {
      let layers = events.filter { $0["cat"] as? String == "layer" && $0["pid"] as? Int == index + 1 }
      #expect(layers.count == run.totals.acceleratorLayers)
      #expect(layers.reduce(0) { $0 + (Self.arguments($1)["cycles"] as? Int ?? 0) } == run.totals.cycles)
      #expect(layers.reduce(0) { $0 + (Self.arguments($1)["macs"] as? Int ?? 0) } == run.totals.macs)
      #expect(layers.reduce(0) { $0 + (Self.arguments($1)["sram_reads"] as? Int ?? 0) } == run.totals.sramReads)
      let time = layers.reduce(0.0) { $0 + ($1["dur"] as? Double ?? 0) }
      #expect(abs(time * megahertz - Double(run.totals.cycles)) < 1e-6 * Double(run.totals.cycles))
      let end = layers.map { ($0["ts"] as? Double ?? 0) + ($0["dur"] as? Double ?? 0) }.max() ?? 0
      #expect(abs(end - time) < 1e-9 * max(time, 1))
    }
  }

  @Test("the phases of a layer lie inside of it, and take all its cycles")
  func phases() throws {
    let run = try runs(on: ["maeri_256mses_128_bw"])[0]
    let slices = try events(TraceFile([run], megahertz: 500).text).filter { $0["ph"] as? String == "X" }
    var cycles: [Int] = []
    for slice in slices {
      if slice["cat"] as? String == "layer" {
        #expect(cycles.last ?? 0 == 0)
        cycles.append(Self.arguments(slice)["cycles"] as? Int ?? 0)
      } else {
        #expect(slice["cat"] as? String == "phase")
        cycles[cycles.count - 1] -= Self.arguments(slice)["cycles"] as? Int ?? 0
      }
    }
    #expect(cycles.count == 5 && cycles.allSatisfy { $0 == 0 })
    for (slice, next) in zip(slices, slices.dropFirst()) where next["cat"] as? String == "phase" {
      let isFirst = slice["cat"] as? String == "layer"
      let start = (slice["ts"] as? Double ?? 0) + (isFirst ? 0 : slice["dur"] as? Double ?? 0)
      #expect(abs(start - (next["ts"] as? Double ?? -1)) < 1e-9)
    }
  }

  @Test("multipliers busy times cycles are the multiplications, bandwidth times cycles the reads")
  func counters() throws {
    let run = try runs(on: ["maeri_256mses_128_bw"])[0]
    let events = try events(TraceFile([run]).text)
    let counters = events.filter { $0["ph"] as? String == "C" }
    func sum(_ name: String) -> Double {
      let values = counters.filter { $0["name"] as? String == name }.map {
        Self.arguments($0).values.first as? Double ?? 0
      }
      #expect(values.last == 0)
      let cycles = run.layers.filter { $0.device == "accelerator" }.map { Double($0.cycles) }
      return zip(values, cycles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let multipliers = Double(run.hardware?.multipliers ?? 0)
    #expect(
      abs(sum("multipliers busy") - run.totals.utilization * multipliers * Double(run.totals.cycles)) < 1e-3)
    #expect(abs(sum("distribution bandwidth used") - Double(run.totals.sramReads)) < 1e-3)
    #expect(abs(sum("results written") - Double(run.totals.sramWrites)) < 1e-3)
  }

  @Test("nodes on the CPU are marks without a length, and say where in the run they come")
  func processor() throws {
    let run = try runs(on: ["maeri_256mses_128_bw"])[0]
    let marks = try events(TraceFile([run]).text).filter { $0["cat"] as? String == "cpu" }
    #expect(marks.count == run.totals.cpuNodes)
    #expect(marks.allSatisfy { $0["ph"] as? String == "i" && $0["dur"] == nil && $0["s"] as? String == "t" })
    #expect(
      marks.map { Self.arguments($0)["index"] as? Int } == run.layers.filter { $0.device == "cpu" }.map(\.index))
    #expect(marks.last?["ts"] as? Double ?? 0 > 0)
  }

  @Test("the reference executor alone is timed by the host's clock, or not at all")
  func referenceOnly() throws {
    let timed = try events(TraceFile(runs(on: [], timings: true)).text).filter { $0["cat"] as? String == "cpu" }
    #expect(!timed.isEmpty && timed.allSatisfy { $0["ph"] as? String == "X" })
    let untimed = try events(TraceFile(runs(on: [])).text).filter { $0["cat"] as? String == "cpu" }
    #expect(untimed.count == timed.count && untimed.allSatisfy { $0["ph"] as? String == "i" })
  }

  @Test("every event has what the format asks of its kind, and every track a name")
  func format() throws {
    let events = try events(TraceFile(runs(on: ["magma_128mses_128_bw", "tpu_16_16_pes"])).text)
    let names = events.filter { $0["name"] as? String == "thread_name" }
    for event in events {
      #expect(event["name"] is String && event["pid"] is Int && event["args"] is [String: Any])
      switch event["ph"] as? String {
      case "X":
        #expect(event["ts"] is Double && event["dur"] is Double)
        #expect(
          names.contains { $0["tid"] as? Int == event["tid"] as? Int && $0["pid"] as? Int == event["pid"] as? Int }
        )
      case "i", "C": #expect(event["ts"] is Double)
      case "M": #expect(event["ts"] == nil)
      default: Issue.record("an event of an unknown kind: \(event)")
      }
    }
  }
}
