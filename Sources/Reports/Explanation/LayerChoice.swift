import Diagnostics
import ModelRunner

/// The layer of a run that `--layer` means: a name, else an index.
package struct LayerChoice {
  package let layer: LayerDocument
  package let name: LayerName

  /// - Parameter path: the run's file, for messages.
  /// - Throws: ``ExplanationError`` where no layer or several are meant, or one that ran on the CPU.
  package init(_ text: String, in run: RunDocument, path: String) throws(ExplanationError) {
    let named = run.layers.filter { $0.name == text }
    let meant = named.isEmpty ? run.layers.filter { String($0.index) == text } : named
    guard let layer = meant.first else {
      let names = run.layers.filter { $0.device == "accelerator" }.map(\.name)
      throw .unknownLayer(text, nearest: Self.nearest(to: text, among: names), path: path)
    }
    guard meant.count == 1 else { throw .ambiguousLayer(text, indices: meant.map(\.index), path: path) }
    guard layer.device == "accelerator" else {
      throw .processorLayer(layer.name, operatorType: layer.opType, reason: layer.reason, path: path)
    }
    self.layer = layer
    name = LayerName(
      name: layer.name, operatorType: layer.opType,
      earlier: run.layers.prefix { $0.index != layer.index }
        .count { $0.name == layer.name && $0.opType == layer.opType })
  }

  /// Up to three names: those that contain the text, else the likely misspelling, else the first ones.
  private static func nearest(to text: String, among names: [String]) -> [String] {
    let containing = names.filter { !text.isEmpty && $0.lowercased().contains(text.lowercased()) }
    if !containing.isEmpty { return Array(containing.prefix(3)) }
    return nearestName(to: text, among: names).map { [$0] } ?? Array(names.prefix(3))
  }
}
