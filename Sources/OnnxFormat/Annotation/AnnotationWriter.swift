/// Goes through a model's bytes and notes which of them stay, and what comes between them.
struct AnnotationWriter {
  let file: UnsafeRawBufferPointer
  /// What the keys of all metadata of this kind begin with.
  let prefix: String
  let nodes: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata]
  /// Nodes that got metadata.
  private(set) var nodeCount = 0

  init(
    file: UnsafeRawBufferPointer, prefix: String, nodes: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata]
  ) {
    self.file = file
    self.prefix = prefix
    self.nodes = nodes
  }

  /// - Throws: ``WireFault`` at the first byte that is not protobuf's.
  mutating func model(
    _ range: Range<Int>, adding metadata: ModelAnnotation.Metadata
  ) throws(WireFault) -> FilePieces {
    var pieces = FilePieces()
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      if field.number == MetadataField.graph, field.type == .lengthDelimited {
        pieces.append(try graph(field.value), asField: MetadataField.graph)
      } else if try !isEarlier(field, of: MetadataField.ofModel) {
        pieces.append(field.start..<field.value.upperBound)
      }
    }
    for (key, value) in metadata { pieces.append(key: key, value: value, asField: MetadataField.ofModel) }
    return pieces
  }

  private mutating func graph(_ range: Range<Int>) throws(WireFault) -> FilePieces {
    var pieces = FilePieces()
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      if field.number == MetadataField.node, field.type == .lengthDelimited {
        pieces.append(try node(field.value), asField: MetadataField.node)
      } else {
        pieces.append(field.start..<field.value.upperBound)
      }
    }
    return pieces
  }

  private mutating func node(_ range: Range<Int>) throws(WireFault) -> FilePieces {
    var pieces = FilePieces()
    var (output, operatorType) = ("", "")
    var reader = WireReader(file, in: range)
    while let field = try reader.next() {
      if field.number == MetadataField.output, output.isEmpty { output = text(field) }
      if field.number == MetadataField.operatorType { operatorType = text(field) }
      if try !isEarlier(field, of: MetadataField.ofNode) { pieces.append(field.start..<field.value.upperBound) }
    }
    guard let metadata = nodes[.init(output: output, operatorType: operatorType)] else { return pieces }
    nodeCount += 1
    for (key, value) in metadata { pieces.append(key: key, value: value, asField: MetadataField.ofNode) }
    return pieces
  }

  /// Whether a field is metadata of an earlier annotation.
  private func isEarlier(_ field: WireField, of number: UInt32) throws(WireFault) -> Bool {
    guard field.number == number, field.type == .lengthDelimited else { return false }
    var reader = WireReader(file, in: field.value)
    while let part = try reader.next() {
      if part.number == MetadataField.key, part.type == .lengthDelimited { return text(part).hasPrefix(prefix) }
    }
    return false
  }

  private func text(_ field: WireField) -> String { String(decoding: file[field.value], as: UTF8.self) }
}
