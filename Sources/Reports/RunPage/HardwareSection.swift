/// The machine with every default resolved, and how the run was set.
struct HardwareSection {
  private let hardware: HardwareDocument
  private let run: RunDocument

  init(_ hardware: HardwareDocument, _ run: RunDocument) {
    self.hardware = hardware
    self.run = run
  }

  private var settings: [(key: String, value: String)] {
    [
      ("path", hardware.path), ("controller", hardware.controller),
      ("multiplier_network", hardware.multiplierNetwork), ("reduce_network", hardware.reduceNetwork),
      ("multipliers", String(hardware.multipliers)), ("ms_size", String(hardware.msSize)),
      ("ms_rows", String(hardware.msRows)), ("ms_cols", String(hardware.msCols)),
      ("dn_bw", String(hardware.dnBandwidth)), ("rn_bw", String(hardware.rnBandwidth)),
      ("accumulation_buffer_enabled", String(hardware.accumulationBuffer)),
      ("energy_table", hardware.energyTable ?? "STONNE's"),
      ("energy_unit", hardware.energyUnit ?? "not declared"), ("area_unit", hardware.areaUnit ?? "not declared"),
    ]
  }

  var html: String {
    let rows = settings.map { key, value in
      Self.row(key, value, StatisticsTable.standard["hardware.\(key)"]?.tooltip ?? "")
    }
    let others = [("engine", run.engine), ("mapper", run.mapper), ("seed", String(run.seed))].map { key, value in
      Self.row(key, value, StatisticsTable.standard[key]?.tooltip ?? "")
    }
    return "<h3>Hardware, every default resolved</h3>\n"
      + "<dl class=\"settings\">\n\((rows + others).joined())</dl>\n" + withoutEffect
  }

  private var withoutEffect: String {
    let settings = (hardware.withoutEffect ?? [:]).sorted { $0.key < $1.key }
    guard !settings.isEmpty else { return "" }
    let rows = settings.map { Self.row($0.key, String($0.value), "") }
    return "<details>\n<summary>\(settings.count) settings without effect</summary>\n"
      + "<p class=\"soft\">STONNE reads and prints them; they change no number.</p>\n"
      + "<dl class=\"settings\">\n\(rows.joined())</dl>\n</details>\n"
  }

  private static func row(_ key: String, _ value: String, _ meaning: String) -> String {
    "<dt><code>\(HTMLText.escaped(key))</code></dt><dd>\(HTMLText.escaped(value))</dd>"
      + "<dd class=\"note\">\(HTMLText.escaped(meaning))</dd>\n"
  }
}
