import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Reading models")
struct ModelReadingTests {
  private func convolution() throws -> OnnxBytes {
    var model = OnnxBytes(opset: 17)
    model.metadata = [("author", "tests")]
    model.graph.input("x", .float32, ["batch", 3, -1, .unknown])
    model.graph.initializer("w", try Tensor(Shape([2, 3]), [1, 2, 3, 4, 5, 6] as [Float]))
    model.graph.node(
      "Conv", ["x", "w", ""], ["y"],
      ["pads": [1, -2], "alpha": 0.5, "auto_pad": "VALID", "group": 3, "scales": .floats([1, 2])],
      name: "conv1", domain: "ai.onnx")
    model.graph.output("y")
    return model
  }

  @Test("every field of a model arrives")
  func fields() throws {
    let model = try OnnxModel.read(convolution().encoded)
    #expect(model.irVersion == 8)
    #expect(model.opsetImports.map(\.version) == [17])
    #expect(model.metadata == ["author": "tests"])
    let graph = try #require(model.graph)
    #expect(graph.inputs[0].type == .tensor(.float32, [.parameter("batch"), .value(3), .value(-1), .absent]))
    #expect(graph.outputs[0].type == .tensor(.float32, nil))
    #expect(graph.initializers[0].name == "w")
    #expect(graph.initializers[0].value.withElements(as: Float.self) { Array($0) } == [1, 2, 3, 4, 5, 6])
    let node = graph.nodes[0]
    #expect(node.operatorType == "Conv" && node.name == "conv1" && node.domain == "ai.onnx")
    #expect(node.inputs == ["x", "w", ""] && node.outputs == ["y"])
    let attributes = node.attributes.map { "\($0.name) \($0.value)" }
    #expect(
      attributes == [
        "pads ints([1, -2])", "alpha float(0.5)", "auto_pad string([86, 65, 76, 73, 68])", "group int(3)",
        "scales floats([1.0, 2.0])",
      ])
  }

  @Test("graphs within graphs and functions arrive")
  func nested() throws {
    var model = OnnxBytes()
    let branch = OnnxBytes.Graph("then") {
      $0.node("Constant", [], ["c"], ["value": .tensor(Tensor(scalar: Float(7)))])
      $0.output("c")
    }
    model.graph.node(
      "If", ["cond"], ["y"], ["then_branch": .graph(branch), "all": .graphs([branch, branch])])
    var function = OnnxBytes.Function("local", "Twice", ["a"], ["b"])
    function.attributes = ["alpha"]
    function.defaults = [("beta", 2.5)]
    function.node("Add", ["a", "a"], ["b"], ["x": .reference(to: "alpha", type: 1)])
    model.functions = [function]

    let read = try OnnxModel.read(model.encoded)
    let attributes = try #require(read.graph?.nodes.first?.attributes)
    guard case .graph(let then) = attributes[0].value, case .graphs(let all) = attributes[1].value,
      case .tensor(let constant) = then.nodes[0].attributes[0].value
    else {
      Issue.record("attributes \(attributes)")
      return
    }
    #expect(constant.withElements(as: Float.self) { $0[0] } == 7)
    #expect(all.count == 2)
    let twice = try #require(read.functions.first)
    #expect(twice.inputs == ["a"] && twice.attributes == ["alpha"])
    #expect(twice.attributeDefaults[0].name == "beta")
    guard case .reference(to: "alpha") = twice.nodes[0].attributes[0].value else {
      Issue.record("\(twice.nodes)")
      return
    }
  }

  @Test("fields of a newer schema are read over")
  func unknownFields() throws {
    var model = try convolution()
    model.graph.add(99) { $0.varint(1, 5) }
    #expect(try OnnxModel.read(model.encoded).graph?.nodes.count == 1)
  }

  @Test("a value's type may be a sequence of optional tensors")
  func types() throws {
    var model = OnnxBytes()
    model.graph.add(11) {
      $0.string(1, "s")
      $0.message(2) { type in
        type.message(4) { $0.message(1) { $0.message(9) { $0.message(1) { $0.message(1) { $0.varint(1, 7) } } } } }
      }
    }
    let graph = try OnnxModel.read(model.encoded).graph
    #expect(graph?.inputs[0].type == .sequence(.optional(.tensor(.int64, nil))))
  }

  @Test("attributes of every other kind arrive: lists of texts, tensors and types, and sparse tensors")
  func attributeKinds() throws {
    let tensor = OnnxBytes.tensorFile(Tensor(scalar: Float(7)))
    let values = try Tensor(Shape([1]), [Float(5)])
    let place = try Tensor(Shape([1]), [Int64(1)])
    func sparse(_ writer: inout ProtobufWriter) {
      OnnxBytes.writeSparseTensor("", values: values, indices: place, extents: [2], into: &writer)
    }
    func map(_ writer: inout ProtobufWriter) {
      writer.message(5) {
        $0.varint(1, 8)
        $0.message(2) { $0.message(8) { $0.varint(1, 1) } }
      }
    }
    var model = OnnxBytes()
    model.graph.node(
      "Op", [], [],
      [
        "strings": .strings(["a", ""]),
        "tensors": .encoded {
          $0.bytes(10, tensor)
          $0.bytes(10, tensor)
          $0.varint(20, 9)
        },
        "sparse": .encoded {
          $0.message(22, sparse)
          $0.varint(20, 11)
        },
        "sparses": .encoded {
          $0.message(23, sparse)
          $0.varint(20, 12)
        },
        "type": .encoded {
          $0.message(14, map)
          $0.varint(20, 13)
        },
        "types": .encoded {
          $0.message(15, map)
          $0.message(15) { $0.message(7) { _ in } }
          $0.message(15) { _ in }
          $0.varint(20, 14)
        },
      ])
    let attributes = try #require(OnnxModel.read(model.encoded).graph?.nodes.first?.attributes)
    let texts = attributes.map { attribute in
      switch attribute.value {
      case .strings(let values): values.map { String(decoding: $0, as: UTF8.self) }.description
      case .tensor(let tensor): "\(tensor.elements(as: Float.self))"
      case .tensors(let tensors): "\(tensors.map { $0.elements(as: Float.self) })"
      default: ""
      }
    }
    #expect(texts == ["[\"a\", \"\"]", "[[7.0], [7.0]]", "[0.0, 5.0]", "[[0.0, 5.0]]", "", ""])
    let lookup = OnnxType.map(key: .string, .sparseTensor(.float32, nil))
    guard case .type(lookup) = attributes[4].value,
      case .types([lookup, .opaque, .undefined]) = attributes[5].value
    else {
      Issue.record("\(attributes)")
      return
    }
  }

  @Test("the bytes of a model are told from others")
  func entryPoint() throws {
    let bytes = try convolution().encoded
    #expect(bytes.withUnsafeBytes(isOnnxModel) && !bytes.dropLast().withUnsafeBytes(isOnnxModel))
  }

  @Test("a wrong type declared for a value in between stops no model")
  func hints() throws {
    var model = try convolution()
    model.graph.add(13) {
      $0.string(1, "y")
      $0.message(2) { $0.message(1) { $0.varint(1, 99) } }
    }
    #expect(try OnnxModel.read(model.encoded).graph?.nodes.count == 1)
  }
}
