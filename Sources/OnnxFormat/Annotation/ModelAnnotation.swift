import Diagnostics
import TensorFiles

/// A model's file again, with metadata added to nodes of its main graph and to the model.
///
/// Only lengths and metadata are written anew: every other byte is the file's, so that weights are neither decoded nor
/// held in memory. Functions and the graphs in attributes stay as they are. Metadata of an earlier annotation, whose
/// keys begin alike, is replaced.
package struct ModelAnnotation {
  /// What tells a node from all others: its first output. The operator is there to make sure of it, since a node
  /// that was inlined out of a function bears the output of the call.
  package struct NodeKey: Hashable, Sendable {
    package var output: String
    package var operatorType: String

    package init(output: String, operatorType: String) {
      self.output = output
      self.operatorType = operatorType
    }
  }

  /// Keys and values in the order in which they are written.
  package typealias Metadata = [(key: String, value: String)]

  private let file: MappedFile
  private let pieces: FilePieces
  /// Nodes that got metadata.
  package let nodeCount: Int

  /// - Parameters:
  ///   - prefix: what the keys begin with.
  /// - Throws: ``OnnxError`` where the file is no model.
  package init(
    ofModelAt path: String, prefix: String, model: Metadata, nodes: [NodeKey: Metadata]
  ) throws(OnnxError) {
    do throws(FileAccessError) {
      file = try MappedFile(path: path)
    } catch {
      throw .file(error)
    }
    do throws(WireFault) {
      let (pieces, count) = try file.withUnsafeBytes { (bytes) throws(WireFault) in
        var writer = AnnotationWriter(file: bytes, prefix: prefix, nodes: nodes)
        return (try writer.model(0..<bytes.count, adding: model), writer.nodeCount)
      }
      self.pieces = pieces
      nodeCount = count
    } catch {
      throw .malformed(.model, path: path, fault: error)
    }
  }

  /// The size of the annotated file.
  package var byteCount: Int { pieces.byteCount }

  /// Hands out the bytes, piece by piece.
  package func forEachPiece<Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Void)
    throws(Failure)
  {
    try file.withUnsafeBytes { (bytes) throws(Failure) in
      for piece in pieces.pieces {
        switch piece {
        case .part(let range): try body(UnsafeRawBufferPointer(rebasing: bytes[range]))
        case .new(let new): try new.span.bytes.withUnsafeBytes { (bytes) throws(Failure) in try body(bytes) }
        }
      }
    }
  }
}
