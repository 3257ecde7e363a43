/// The events of one run: a process with a track of layers, one of CPU nodes, and counters.
struct MachineTrace {
  /// The tracks of a process.
  private enum Track: Int, CaseIterable {
    case layers = 1
    case processor = 2

    func name(hasMachine: Bool) -> String {
      switch self {
      case .layers: "layers (simulated time)"
      case .processor: hasMachine ? "on the CPU (in order, takes no simulated time)" : "on the CPU (host time)"
      }
    }
  }

  private let run: RunDocument
  private let process: Int
  private let megahertz: Double

  init(_ run: RunDocument, process: Int, megahertz: Double) {
    self.run = run
    self.process = process
    self.megahertz = megahertz
  }

  /// Names first, then the nodes in the order of the run.
  var events: [TraceEvent] {
    var events = names
    var cycle = 0
    var hostTime = 0.0
    for layer in run.layers {
      if layer.device == "accelerator" {
        events += accelerated(layer, from: cycle)
        cycle += layer.cycles
      } else if run.hardware == nil, let seconds = layer.wallSeconds {
        events.append(timed(layer, from: hostTime, microseconds: seconds * 1e6))
        hostTime += seconds * 1e6
      } else {
        events.append(mark(layer, at: cycle))
      }
    }
    return events + counters(nil, at: cycle)
  }

  private func time(_ cycles: Int) -> Double { Double(cycles) / megahertz }

  private var names: [TraceEvent] {
    let title = run.hardware.map { "\($0.path): \($0.controller)" } ?? "CPU reference executor"
    var events = [metadata("process_name", "name", .text(title))]
    events.append(metadata("process_sort_index", "sort_index", .integer(process)))
    let tracks = Track.allCases.filter { $0 == .processor || run.hardware != nil }
    for track in tracks {
      let name = track.name(hasMachine: run.hardware != nil)
      events.append(metadata("thread_name", "name", .text(name), of: track))
      events.append(metadata("thread_sort_index", "sort_index", .integer(track.rawValue), of: track))
    }
    return events
  }

  private func metadata(
    _ name: String, _ key: String, _ value: TraceEvent.Argument, of track: Track? = nil
  ) -> TraceEvent {
    TraceEvent(name: name, phase: .metadata, process: process, thread: track?.rawValue, arguments: [key: value])
  }

  private func accelerated(_ layer: LayerDocument, from cycle: Int) -> [TraceEvent] {
    var arguments: [String: TraceEvent.Argument] = [
      "index": .integer(layer.index), "op_type": .text(layer.opType), "cycles": .integer(layer.cycles),
      "macs": .integer(layer.macs), "utilization": .number(layer.utilization), "runs": .integer(layer.runs),
      "sram_reads": .integer(layer.sramReads), "sram_writes": .integer(layer.sramWrites),
    ]
    arguments["operation"] = layer.operation.map { .text($0) }
    arguments["shape"] = layer.shape.map { .text($0.summary) }
    arguments["tile"] = layer.tile.map { .text($0.summary) }
    arguments["energy"] = layer.energy.map { .number($0.total) }
    let slice = slice(layer.name, .layers, "layer", from: cycle, cycles: layer.cycles, arguments)
    return [slice] + phases(of: layer, from: cycle) + counters(layer, at: cycle)
  }

  /// Sums, one after the other, though a machine goes through its phases many times.
  private func phases(of layer: LayerDocument, from cycle: Int) -> [TraceEvent] {
    var cycle = cycle
    return (layer.phases?.parts ?? []).filter { $0.cycles > 0 }.map { part in
      defer { cycle += part.cycles }
      return slice(
        part.key, .layers, "phase", from: cycle, cycles: part.cycles, ["cycles": .integer(part.cycles)])
    }
  }

  private func slice(
    _ name: String, _ track: Track, _ category: String, from cycle: Int, cycles: Int,
    _ arguments: [String: TraceEvent.Argument]
  ) -> TraceEvent {
    TraceEvent(
      name: name, phase: .complete, process: process, thread: track.rawValue, start: time(cycle),
      duration: time(cycles), category: category, arguments: arguments)
  }

  private func mark(_ layer: LayerDocument, at cycle: Int) -> TraceEvent {
    TraceEvent(
      name: layer.name, phase: .instant, process: process, thread: Track.processor.rawValue, start: time(cycle),
      category: "cpu", scope: "t", arguments: description(of: layer))
  }

  private func timed(_ layer: LayerDocument, from start: Double, microseconds: Double) -> TraceEvent {
    TraceEvent(
      name: layer.name, phase: .complete, process: process, thread: Track.processor.rawValue, start: start,
      duration: microseconds, category: "cpu", arguments: description(of: layer))
  }

  private func description(of layer: LayerDocument) -> [String: TraceEvent.Argument] {
    var arguments: [String: TraceEvent.Argument] = [
      "index": .integer(layer.index), "op_type": .text(layer.opType),
    ]
    arguments["reason"] = layer.reason.map { .text($0) }
    return arguments
  }

  /// Averages over a layer, which the format draws as steps; 0 where no layer follows.
  private func counters(_ layer: LayerDocument?, at cycle: Int) -> [TraceEvent] {
    guard let hardware = run.hardware else { return [] }
    let cycles = Double(max(layer?.cycles ?? 0, 1))
    return [
      ("multipliers busy", "multipliers", (layer?.utilization ?? 0) * Double(hardware.multipliers)),
      ("distribution bandwidth used", "elements a cycle", Double(layer?.sramReads ?? 0) / cycles),
      ("results written", "elements a cycle", Double(layer?.sramWrites ?? 0) / cycles),
    ].map { name, unit, value in
      TraceEvent(
        name: name, phase: .counter, process: process, start: time(cycle), arguments: [unit: .number(value)])
    }
  }
}
