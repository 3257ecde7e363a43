import Diagnostics
import Glibc
import ModelRunner
import OnnxFormat
import Workload

/// `--annotate OUT.onnx`: the model again, each node carrying its statistics as metadata.
package struct AnnotatedModel {
  private let modelPath: String
  private let path: String

  /// Checks what can be checked before a run.
  ///
  /// A model whose weights are in other files names them relative to its own folder, so its copy stays there.
  /// - Throws: ``AnnotationError`` where the copy cannot stand at that place; `OnnxError`; `MachineFault` where
  ///   nothing can be written there.
  package init(of modelPath: String, at path: String) throws {
    self.modelPath = modelPath
    self.path = path
    let folder = Self.folder(of: path)
    guard access(folder, W_OK | X_OK) == 0 else {
      throw MachineFault("cannot write", path: path, reason: String(cString: strerror(errno)))
    }
    var (here, there) = (stat(), stat())
    guard stat(Self.folder(of: modelPath), &here) == 0, stat(folder, &there) == 0,
      here.st_dev != there.st_dev || here.st_ino != there.st_ino
    else { return }
    if try ExternalDataSearch(inModelAt: modelPath).findsAny {
      throw AnnotationError.leavesItsData(path: path, folder: Self.folder(of: modelPath))
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  /// - Parameters:
  ///   - results: one a machine.
  ///   - documents: what `run.json` says of each.
  /// - Throws: `OnnxError` where the model is none any more; ``AnnotationError``; `MachineFault`.
  func write(_ results: [RunResult], _ documents: [RunDocument]) throws {
    var model: ModelAnnotation.Metadata = []
    var nodes: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata] = [:]
    var names = LayerFileName()
    for (result, document) in zip(results, documents) {
      let machine =
        results.count == 1 ? nil : document.hardware.map { names.name(for: MachineComparisonTable.stem($0.path)) }
      let metadata = NodeMetadata(machine: machine)
      model += metadata.of(document)
      for (report, layer) in zip(result.layers, document.layers) {
        let key = ModelAnnotation.NodeKey(output: report.output, operatorType: report.operatorType)
        nodes[key, default: []] += metadata.of(layer)
      }
    }
    let annotation = try ModelAnnotation(
      ofModelAt: modelPath, prefix: NodeMetadata.prefix, model: model, nodes: nodes)
    // The bound that protobuf sets to every message.
    var original = stat()
    let isSmall = stat(modelPath, &original) == 0 && original.st_size <= Int(Int32.max)
    if isSmall, annotation.byteCount > Int(Int32.max) { throw AnnotationError.tooLarge(path: path) }
    try WholeFile.write(to: path) { (sink) throws(MachineFault) in
      try annotation.forEachPiece { (bytes) throws(MachineFault) in try sink(bytes) }
    }
  }
}
