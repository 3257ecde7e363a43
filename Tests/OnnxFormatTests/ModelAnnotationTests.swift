import Diagnostics
import Foundation
import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Annotating models")
struct ModelAnnotationTests {
  /// The bytes that an annotation of the bytes gives, and the nodes that it reached.
  private func annotated(
    _ bytes: [UInt8], model: ModelAnnotation.Metadata = [],
    nodes: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata] = [:]
  ) throws -> (bytes: [UInt8], nodes: Int) {
    let file = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).onnx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    let annotation = try ModelAnnotation(ofModelAt: file.path, prefix: "stonne.", model: model, nodes: nodes)
    var result: [UInt8] = []
    annotation.forEachPiece { result.append(contentsOf: $0) }
    #expect(result.count == annotation.byteCount)
    return (result, annotation.nodeCount)
  }

  private static let everything: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata] = [
    .init(output: "y", operatorType: "If"): [
      ("stonne.device", "cpu"), ("stonne.reason", String(repeating: "x", count: 300)),
    ],
    .init(output: "z", operatorType: "F"): [("stonne.cycles", "123")],
    // Within a branch and a function: not of the main graph.
    .init(output: "d", operatorType: "Add"): [("stonne.cycles", "4")],
    .init(output: "b", operatorType: "Elu"): [("stonne.cycles", "5")],
  ]

  @Test("a model stays one; bytes that are none do not matter")
  func staysModel() {
    for bytes in [OnnxBytes.withEverything.encoded, [], [1, 2, 3]] {
      #expect(bytes.withUnsafeBytes(staysModelWhenAnnotated))
    }
  }

  @Test("a model that is not there is refused by its path")
  func missing() {
    #expect(throws: OnnxError.file(.missing(path: "/no/such.onnx"))) {
      try ModelAnnotation(ofModelAt: "/no/such.onnx", prefix: "stonne.", model: [], nodes: [:])
    }
  }

  @Test("without metadata it is the same file")
  func identity() throws {
    let bytes = OnnxBytes.withEverything.encoded
    #expect(try annotated(bytes).bytes == bytes)
  }

  @Test("nodes of the main graph and the model get metadata, branches and functions stay")
  func added() throws {
    let bytes = OnnxBytes.withEverything.encoded
    let result = try annotated(bytes, model: [("stonne.cycles", "128")], nodes: Self.everything)
    #expect(result.nodes == 2)
    let model = try OnnxModel.read(result.bytes)
    #expect(model.metadata == ["key": "value", "stonne.cycles": "128"])
    #expect(model.graph?.nodes.count == 2 && model.functions.count == 1)
    let added = Self.everything.filter { $0.key.output == "y" || $0.key.output == "z" }.values.joined()
    #expect(result.bytes.count > bytes.count + added.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count })
  }

  @Test("a second annotation takes the place of the first, and leaves what others wrote")
  func replaced() throws {
    let bytes = OnnxBytes.withEverything.encoded
    let first = try annotated(bytes, model: [("stonne.cycles", "1")], nodes: Self.everything).bytes
    let second = try annotated(first, model: [("stonne.cycles", "2")], nodes: Self.everything).bytes
    #expect(second.count == first.count)
    #expect(try OnnxModel.read(second).metadata == ["key": "value", "stonne.cycles": "2"])
    #expect(try annotated(first).bytes == bytes)
  }

  @Test("the operator has to be the node's: the output of an inlined node is that of the call")
  func operatorType() throws {
    let nodes: [ModelAnnotation.NodeKey: ModelAnnotation.Metadata] = [
      .init(output: "z", operatorType: "Elu"): [("stonne.cycles", "1")]
    ]
    #expect(try annotated(OnnxBytes.withEverything.encoded, nodes: nodes).nodes == 0)
  }

  @Test("a file that ends anywhere is refused or annotated, never a trap")
  func truncated() throws {
    let bytes = OnnxBytes.withEverything.encoded
    for end in stride(from: 0, to: bytes.count, by: 3) {
      _ = try? annotated(Array(bytes[..<end]), nodes: Self.everything)
    }
    #expect(throws: OnnxError.self) { try annotated(Array(bytes.dropLast())) }
  }

  @Test("damaged bytes are refused or annotated, never a trap")
  func damaged() throws {
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      var bytes = OnnxBytes.withEverything.encoded
      bytes.mutate(using: &random)
      if let once = try? annotated(bytes, nodes: Self.everything) {
        #expect(try annotated(once.bytes, nodes: Self.everything).bytes == once.bytes)
      }
    }
  }

  @Test("tensors outside the file are found wherever they are")
  func externalData() throws {
    func finds(_ change: (inout OnnxBytes) -> Void) throws -> Bool {
      var model = OnnxBytes.withEverything
      change(&model)
      let file = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).onnx")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(model.encoded).write(to: file)
      return try ExternalDataSearch(inModelAt: file.path).findsAny
    }
    func external(_ graph: inout OnnxBytes.Graph, location: Int64) {
      graph.initializer {
        $0.varint(1, 4)
        $0.varint(2, 2)
        $0.string(8, "outside")
        $0.entry(13, key: "location", value: "w.bin")
        $0.varint(14, location)
      }
    }
    #expect(try !finds { _ in })
    #expect(try !finds { external(&$0.graph, location: 0) })
    #expect(try finds { external(&$0.graph, location: 1) })
    #expect(
      try finds {
        var branch = OnnxBytes.Graph("branch") { $0.output("w") }
        external(&branch, location: 1)
        $0.graph.node("If", ["cond"], ["v"], ["then_branch": .graph(branch), "else_branch": .graph(branch)])
      })
  }
}
