/// The totals of a run in large numbers, and whether its checks hold.
struct RunFacts {
  private let run: RunDocument

  init(_ run: RunDocument) { self.run = run }

  var html: String { PageParts.facts(facts) + verdicts }

  private var facts: [(name: String, value: String, note: String, meaning: String)] {
    let totals = run.totals
    var facts: [(name: String, value: String, note: String, meaning: String)] = []
    func add(_ name: String, _ value: String, _ note: String = "", of key: String) {
      facts.append((name, value, note, StatisticsTable.standard["totals.\(key)"]?.tooltip ?? ""))
    }
    if run.hardware != nil {
      let rate = totals.cycles > 0 ? Double(totals.macs) / Double(totals.cycles) : 0
      add("Cycles", NumberText.grouped(totals.cycles), of: "cycles")
      add(
        "MACs", NumberText.grouped(totals.macs), "\(NumberText.general(rate.rounded(to: 2))) a cycle", of: "macs")
      add(
        "Utilization", NumberText.fixed(totals.utilization * 100, decimals: 1) + " %",
        "of \(NumberText.grouped(run.hardware?.multipliers ?? 0)) multipliers", of: "utilization")
      add(
        "Energy", NumberText.fixed(totals.energy.total, decimals: 0),
        "\(run.energyUnit); \(NumberText.fixed(totals.energy.dynamicEnergy, decimals: 0)) dynamic",
        of: "energy.total")
      add("SRAM reads", NumberText.grouped(totals.sramReads), "elements", of: "sram_reads")
      add("SRAM writes", NumberText.grouped(totals.sramWrites), "elements", of: "sram_writes")
      add("Layers on the accelerator", NumberText.grouped(totals.acceleratorLayers), of: "accelerator_layers")
      add(
        "Area", NumberText.fixed(totals.area, decimals: 0), run.hardware?.areaUnit ?? "area units", of: "area")
    }
    add("Nodes on the CPU", NumberText.grouped(totals.cpuNodes), of: "cpu_nodes")
    if let seconds = totals.wallSeconds {
      add("Time of the host", NumberText.duration(seconds), of: "wall_seconds")
    }
    return facts
  }

  private var verdicts: String {
    var text = ""
    if let accuracy = run.accuracy {
      text += "<p>Accuracy: \(NumberText.fixed(accuracy.top1 * 100, decimals: 2)) % of "
      text += "\(NumberText.grouped(accuracy.samples)) samples have their label first, "
      text += "\(NumberText.fixed(accuracy.top5 * 100, decimals: 2)) % among the first five.</p>\n"
    }
    if let check = run.check { text += Self.verdict("the reference executor", check) }
    if let expect = run.expect { text += Self.verdict("the expected outputs", expect) }
    return text
  }

  private static func verdict(_ other: String, _ check: CheckDocument) -> String {
    let error = check.maxAbsError.map(NumberText.scientific) ?? "infinite"
    return check.passed
      ? "<p>Outputs agree with \(other); the largest difference is \(error).</p>\n"
      : "<p class=\"failed\">Outputs differ from \(other); the largest difference is \(error).</p>\n"
  }
}

extension Double {
  /// Rounded to that many decimals.
  func rounded(to decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}
