import Diagnostics
import ModelRunner
import Workload

/// A folder of tile files, one a layer, as `stonne run --tiles` reads it.
package struct TileFiles {
  private let plan: MappingPlan

  package init(_ plan: MappingPlan) { self.plan = plan }

  /// Where the files of these layers lie in a folder.
  package static func files(of layers: [MappingPlan.Entry], in folder: String) -> [NamedFile] {
    var names = LayerFileName()
    return layers.map { NamedFile("\(folder)/\(names.name(for: $0.name)).txt", named: "a file of --out") }
  }

  /// Makes the folder and writes `<layer>.txt` for each layer that has a tile.
  package func write(to folder: String) throws(MachineFault) {
    try WholeFile.makeFolder(folder)
    var names = LayerFileName()
    for (entry, comparison, _) in plan.rows {
      let name = names.name(for: entry.name)
      guard let text = comparison.choice?.tile.fileText(for: entry.layer) else { continue }
      try WholeFile.write(text, to: "\(folder)/\(name).txt")
    }
  }
}
