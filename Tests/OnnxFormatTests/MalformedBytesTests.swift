import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Malformed bytes")
struct MalformedBytesTests {
  private func refusal(_ bytes: [UInt8]) -> String {
    do { return "accepted: \(try OnnxModel.read(bytes, name: "m.onnx"))" } catch { return "\(error)" }
  }

  private func refusal(_ write: (inout ProtobufWriter) -> Void) -> String {
    var writer = ProtobufWriter()
    write(&writer)
    return refusal(writer.bytes)
  }

  @Test("an empty file is refused")
  func empty() {
    #expect(refusal([]) == "model in m.onnx: the file is empty")
  }

  @Test("a JPEG, a PNG, a ZIP and a web page are refused at the byte that is not ONNX")
  func otherFiles() {
    let heads: [[UInt8]] = [
      [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
      Array("PK\u{3}\u{4}\u{14}\0".utf8), Array("<html>".utf8),
    ]
    for head in heads {
      #expect(refusal(head).hasPrefix("model in m.onnx: not ONNX, or damaged: byte "), "\(head)")
    }
  }

  @Test("numbers and lengths that the file does not hold are refused with their place")
  func lengths() {
    let prefix = "model in m.onnx: not ONNX, or damaged: "
    #expect(refusal([0x08]) == prefix + "byte 1: the file ends inside a number")
    #expect(refusal([0x08, 0x80]) == prefix + "byte 1: the file ends inside a number")
    #expect(
      refusal([0x08] + [UInt8](repeating: 0x80, count: 11)) == prefix + "byte 1: a number of more than ten bytes")
    #expect(refusal([0x12, 0x05, 0x61]) == prefix + "byte 2: field 2 takes 5 bytes where 1 remain")
    #expect(
      refusal([0x12] + [UInt8](repeating: 0xFF, count: 9) + [0x01])
        == prefix + "byte 11: field 2 takes 18446744073709551615 bytes where 0 remain")
    #expect(refusal([0x00, 0x01]) == prefix + "byte 0: field number 0")
    #expect(refusal([0x0B]) == prefix + "byte 0: wire type 3 in field 1")
  }

  @Test("a field of another wire type than the schema's is refused by its name")
  func wireTypes() {
    #expect(
      refusal { $0.varint(7, 1) }
        == "model in m.onnx: not ONNX, or damaged: byte 0: ModelProto.graph has wire type 0")
    #expect(
      refusal { $0.message(7) { $0.message(5) { $0.fixed32(7, 1) } } }
        .contains("byte 4: TensorProto.int64_data has wire type 5"))
    #expect(
      refusal { $0.message(7) { $0.message(5) { $0.bytes(4, [1, 2, 3]) } } }
        .contains("TensorProto.float_data ends inside an element"))
    #expect(
      refusal { $0.message(7) { $0.message(5) { $0.bytes(7, [0x80]) } } }
        .contains("the file ends inside a number"))
  }

  @Test("a name with a NUL in it is refused")
  func nul() {
    #expect(
      refusal { $0.message(7) { $0.message(1) { $0.string(1, "a\0b") } } }
        .contains("byte 4: NodeProto.input holds a NUL"))
  }

  @Test("types nested without end are refused before anything recurses over them")
  func deepTypes() {
    var type: [UInt8] = []
    for level in 0..<20_000 {
      var writer = ProtobufWriter()
      writer.bytes(level % 2 == 0 ? 1 : 4, type)
      type = writer.bytes
    }
    let deep = type
    let refusal = refusal { $0.message(7) { $0.message(11) { $0.bytes(2, deep) } } }
    #expect(refusal.contains("messages nested more than 302 deep"))
  }

  @Test("an attribute that contradicts itself is refused by its name and node")
  func attributes() {
    func refusal(_ write: @escaping (inout ProtobufWriter) -> Void) -> String {
      var model = OnnxBytes()
      model.graph.node("Elu", ["x"], ["y"], ["alpha": .encoded(write)])
      return self.refusal(model.encoded)
    }
    let prefix = "attribute `alpha` of node `y` in m.onnx: "
    #expect(refusal { _ in } == prefix + "no value")
    #expect(
      refusal {
        $0.varint(3, 1)
        $0.fixed32(2, 1)
      } == prefix + "2 values and no type that picks one")
    #expect(refusal { $0.varint(20, 99) } == prefix + "type 99 is not one of ONNX's")
    #expect(refusal { $0.varint(20, 4) } == prefix + "its type is TENSOR, its value is missing")
    #expect(
      refusal {
        $0.varint(8, 1)
        $0.varint(20, 2)
      } == prefix + "its type is INT, its value INTS")
    #expect(
      refusal {
        $0.string(21, "beta")
        $0.varint(3, 1)
      } == prefix + "both a reference to `beta` and a value")
  }

  @Test("a scalar attribute of a stated type that is left out is zero")
  func absentScalars() throws {
    var model = OnnxBytes()
    model.graph.node("Op", [], [], ["a": .encoded { $0.varint(20, 2) }, "b": .encoded { $0.varint(20, 7) }])
    let attributes = try OnnxModel.read(model.encoded).graph?.nodes[0].attributes.map { "\($0.value)" }
    #expect(attributes == ["int(0)", "ints([])"])
  }

  @Test("a sparse tensor that contradicts itself is refused by its name")
  func sparse() throws {
    func refusal(_ values: [Float], _ indices: [Int64], _ shape: [Int], extents: [Int]) throws -> String {
      var model = OnnxBytes()
      model.graph.sparseInitializer(
        "s", values: try Tensor(Shape([values.count]), values), indices: try Tensor(Shape(shape), indices),
        extents: extents)
      return self.refusal(model.encoded)
    }
    let prefix = "tensor `s` in m.onnx: "
    #expect(try refusal([1], [6], [1], extents: [2, 3]) == prefix + "index 6 where 0 to 5 is possible")
    #expect(try refusal([1], [-1], [1], extents: [2, 3]) == prefix + "index -1 where 0 to 5 is possible")
    #expect(try refusal([1], [0, 3], [1, 2], extents: [2, 3]) == prefix + "index 3 where 0 to 2 is possible")
    #expect(try refusal([1, 2], [3, 3], [2], extents: [2, 3]) == prefix + "indices are not in ascending order")
    #expect(try refusal([1, 2], [3], [1], extents: [2, 3]).contains("are needed"))
    #expect(
      try refusal([1], [0], [1], extents: [1 << 20, 1 << 20]) == prefix
        + "[1048576x1048576] is more than 2 GiB when expanded")
    #expect(try refusal([1], [0], [1], extents: [2, -3]) == prefix + "shape [2, -3]: extents must be 0 or more")
    var strings = OnnxBytes()
    strings.graph.sparseInitializer(
      "s", values: try Tensor(Shape([1]), strings: ["a"]), indices: try Tensor(Shape([1]), [Int64(0)]),
      extents: [2])
    #expect(self.refusal(strings.encoded) == prefix + "sparse strings are not supported")
    var halved = OnnxBytes()
    halved.graph.add(15) {
      $0.message(1) { OnnxBytes.writeTensor(Tensor(scalar: Float(1)), name: "s", into: &$0) }
    }
    #expect(self.refusal(halved.encoded) == prefix + "a sparse tensor needs both values and indices")
  }
}
