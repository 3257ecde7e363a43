import OnnxFormat

extension Model {
  /// IR versions that can be read: the first with nodes as they are now to the newest.
  package static let irVersions: ClosedRange<Int64> = 1...14
  /// Versions of ONNX's own operators that can be read; which operators run is the operator table's matter.
  package static let opsetVersions = 1...27

  /// Loads a model file: decoded, resolved, checked, functions inlined, nodes in topological order.
  ///
  /// Weights stay in the mapped file until they are used.
  /// - Parameter missingData: what to do where a file with external data is not there.
  /// - Throws: ``ModelError``.
  package static func load(path: String, missingData: MissingData = .refused) throws(ModelError) -> Model {
    let onnx: OnnxModel
    do throws(OnnxError) { onnx = try OnnxModel.read(path: path, missingData: missingData) } catch {
      throw .format(error)
    }
    return try Model(importing: onnx, path: path)
  }

  /// Loads a model from memory.
  /// - Parameter name: what messages call it; ``path`` of the model.
  package static func load(_ bytes: [UInt8], name: String = "model") throws(ModelError) -> Model {
    let onnx: OnnxModel
    do throws(OnnxError) { onnx = try OnnxModel.read(bytes, name: name) } catch { throw .format(error) }
    return try Model(importing: onnx, path: name)
  }

  private init(importing onnx: OnnxModel, path: String) throws(ModelError) {
    guard let irVersion = onnx.irVersion, irVersion != 0 else {
      throw .model(path: path, reason: "it has no ir_version")
    }
    guard Self.irVersions.contains(irVersion) else {
      throw .model(
        path: path, reason: "IR version \(irVersion) where 1 to \(Self.irVersions.upperBound) can be read")
    }
    guard let graph = onnx.graph else { throw .model(path: path, reason: "it has no graph") }
    guard !graph.outputs.isEmpty else { throw .model(path: path, reason: "its graph has no outputs") }
    // Before IR version 3 there was only one set of operators, and nothing to import.
    let imports =
      onnx.opsetImports.isEmpty && irVersion < 3 ? [OnnxOperatorSet(domain: "", version: 1)] : onnx.opsetImports
    let opsets = try OperatorSets(imports) { .model(path: path, reason: $0) }

    var importer = try GraphImporter(onnx, path: path)
    var scope = ImportScope(opsets: opsets)
    let imported = try importer.graph(graph, in: &scope)
    let ordered = try GraphOrdering(path: path).ordered(imported)
    self.init(
      path: path, irVersion: irVersion, opsets: opsets.versions,
      producer: [onnx.producerName, onnx.producerVersion].filter { !$0.isEmpty }.joined(separator: " "),
      metadata: onnx.metadata, graph: ordered)
  }
}
