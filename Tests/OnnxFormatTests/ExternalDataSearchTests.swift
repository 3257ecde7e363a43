import Diagnostics
import Foundation
import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Looking for external data")
struct ExternalDataSearchTests {
  private func search(_ bytes: [UInt8]) throws -> Bool {
    let file = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    do { return try ExternalDataSearch(inModelAt: file.path).findsAny } catch {
      throw SearchFault(text: error.description.replacing(file.path, with: "m.onnx"))
    }
  }

  private struct SearchFault: Error, Equatable {
    let text: String
  }

  /// A constant in a branch in a branch, external or not.
  private func nested(location: Int64?) -> [UInt8] {
    let constant = OnnxBytes.Attribute.encoded {
      $0.message(5) { tensor in
        tensor.varint(2, 1)
        if let location { tensor.varint(14, location) }
      }
      $0.varint(20, 4)
    }
    let inner = OnnxBytes.Graph("inner") { $0.node("Constant", [], ["k"], ["value": constant]) }
    let outer = OnnxBytes.Graph("outer") { $0.node("If", ["c"], ["i"], ["then_branch": .graph(inner)]) }
    var model = OnnxBytes()
    model.graph.node("If", ["c"], ["y"], ["then_branch": .graph(outer)])
    return model.encoded
  }

  @Test("a tensor in another file is found however deep it is, and one that says it is here is none")
  func depth() throws {
    #expect(try search(nested(location: 1)))
    #expect(try !search(nested(location: 0)))
    #expect(try !search(nested(location: nil)))
    #expect(try !search(OnnxBytes.withEverything.encoded))
  }

  @Test("files are named once, and those of tensors that are here after all are not")
  func locations() throws {
    var model = OnnxBytes()
    for (name, isExternal) in [("a.bin", true), ("b/c.bin", true), ("a.bin", true), ("none.bin", false)] {
      model.graph.initializer {
        $0.varint(2, 1)
        $0.entry(13, key: "offset", value: "8")
        $0.entry(13, key: "location", value: name)
        if isExternal { $0.varint(14, 1) }
      }
    }
    let file = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(model.encoded).write(to: file)
    #expect(try ExternalDataSearch(inModelAt: file.path).locations == ["a.bin", "b/c.bin"])
  }

  @Test("a file that is no model, nests too deep or is not there is refused")
  func refused() throws {
    let whole = nested(location: 0)
    #expect(throws: SearchFault.self) { try search(Array(whole.dropLast(1))) }
    var graph = OnnxBytes.Graph("leaf")
    for _ in 0..<101 {
      let held = graph
      graph = OnnxBytes.Graph("level") { $0.node("If", ["c"], ["y"], ["then_branch": .graph(held)]) }
    }
    let error = #expect(throws: SearchFault.self) { try search(OnnxBytes(graph: graph).encoded) }
    #expect(error?.text.hasSuffix("messages nested more than 302 deep") == true, "\(error?.text ?? "")")
    #expect(throws: OnnxError.file(.missing(path: "/no/such.onnx"))) {
      try ExternalDataSearch(inModelAt: "/no/such.onnx")
    }
  }
}
