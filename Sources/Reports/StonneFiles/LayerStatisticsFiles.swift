import ModelRunner
import Workload

/// STONNE's two statistics files of every accelerator layer of a run: `NNN_<layer>.counters` and `.txt`.
///
/// A node behind which several layers were simulated has one pair, with the counters of all of them.
struct LayerStatisticsFiles {
  private let result: RunResult

  init(_ result: RunResult) { self.result = result }

  func write(to folder: String) throws {
    guard let machine = result.machine?.configuration else { return }
    try WholeFile.makeFolder(folder)
    var names = LayerFileName()
    for layer in result.layers {
      let name = names.name(for: layer.name)
      guard let cost = layer.accelerator else { continue }
      let path = "\(folder)/\(Self.padded(layer.index))_\(name)"
      let files = StonneFiles(hardware: machine, layer: cost.layer, tile: cost.tile, statistics: cost.statistics)
      try WholeFile.write(files.counters, to: path + ".counters")
      try WholeFile.write(files.statisticsText, to: path + ".txt")
    }
  }

  /// Whether a file's name is of the form of these.
  static func isName(_ name: String) -> Bool {
    let number = name.prefix { $0.isASCII && $0.isNumber }
    return number.utf8.count >= 3 && name.dropFirst(number.count).hasPrefix("_")
      && (name.hasSuffix(".counters") || name.hasSuffix(".txt"))
  }

  private static func padded(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }
}
