import FoundationEssentials

/// `trace.json`: the layers of a run on the simulated machine's time axis, for ui.perfetto.dev and
/// chrome://tracing.
///
/// Each machine is a process. Layers follow each other without gaps, since the simulated machine runs one after
/// the other; inside of each its phases, one after the other with their sums. What runs on the CPU takes no
/// simulated time: its nodes are marks on a track of their own.
package struct TraceFile {
  /// The clock of the simulated machine where nobody states another: a cycle is a nanosecond.
  package static let standardClock = 1000.0

  private let runs: [RunDocument]
  private let megahertz: Double

  /// - Parameters:
  ///   - runs: one a machine.
  ///   - megahertz: the clock that turns cycles into time.
  /// - Precondition: the clock is a number above 0.
  package init(_ runs: [RunDocument], megahertz: Double = standardClock) {
    precondition(megahertz > 0 && megahertz.isFinite, "a machine has a clock")
    self.runs = runs
    self.megahertz = megahertz
  }

  /// The file: an object with `traceEvents`, one a line.
  package var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let events = try runs.enumerated().flatMap { index, run in
        try MachineTrace(run, process: index + 1, megahertz: megahertz).events.map { event in
          JSONText.harmless(String(decoding: try encoder.encode(event), as: UTF8.self))
        }
      }
      let about = ["tool": "stonne", "clock_mhz": NumberText.shortest(megahertz)]
      let other = String(decoding: try encoder.encode(about), as: UTF8.self)
      return "{\"displayTimeUnit\":\"ns\",\"otherData\":\(other),\"traceEvents\":[\n"
        + events.joined(separator: ",\n") + "\n]}\n"
    }
  }
}
