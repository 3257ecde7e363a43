import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Files of one value")
struct ValueFileTests {
  private let one = Tensor(scalar: Float(1))

  private func read(_ kind: Value.Kind, _ write: (inout ProtobufWriter) -> Void) throws -> String {
    var writer = ProtobufWriter()
    write(&writer)
    return describe(try Value.read(writer.bytes, as: kind))
  }

  private func describe(_ value: Value) -> String {
    switch value {
    case .tensor(let tensor): "\(tensor.dataType.name)\(tensor.shape)"
    case .sequence(let values): "(" + values.map(describe).joined(separator: " ") + ")"
    case .optional(let value): value.map { describe($0) + "?" } ?? "none"
    }
  }

  @Test("a tensor, a sequence and an optional are read as what they are")
  func kinds() throws {
    let bytes = OnnxBytes.tensorFile(one)
    #expect(describe(try Value.read(bytes, as: .tensor)) == "float[]")
    let sequence = try read(.sequence) {
      $0.string(1, "s")
      $0.varint(2, 1)
      $0.bytes(3, bytes)
      $0.bytes(3, bytes)
    }
    #expect(sequence == "(float[] float[])")
    #expect(try read(.sequence) { $0.varint(2, 1) } == "()")
    #expect(try read(.optional) { $0.varint(2, 1) } == "none")
    let optional = try read(.optional) { $0.message(5) { $0.bytes(3, bytes) } }
    #expect(optional == "(float[])?")
  }

  @Test("an empty file of each kind is refused by what it should be")
  func empty() {
    #expect(throws: OnnxError.empty(.sequence, path: "value")) { try Value.read([], as: .sequence) }
    #expect(throws: OnnxError.empty(.tensor, path: "tensor")) { try OnnxTensor.read([]) }
  }

  /// The zeros around the one element of a vector of three.
  private func sparse(_ writer: inout ProtobufWriter) {
    guard let one = try? Tensor(Shape([1]), [Float(5)]), let place = try? Tensor(Shape([1]), [Int64(1)]) else {
      return
    }
    OnnxBytes.writeSparseTensor("s", values: one, indices: place, extents: [3], into: &writer)
  }

  @Test("sparse tensors, sequences and optionals may be elements, and what an optional holds")
  func elements() throws {
    let bytes = OnnxBytes.tensorFile(one)
    let sequence = try read(.sequence) {
      $0.message(4, sparse)
      $0.message(5) { $0.bytes(3, bytes) }
      $0.message(5) { $0.varint(2, 1) }
      $0.message(7) { $0.bytes(3, bytes) }
      $0.message(7) { $0.varint(2, 1) }
    }
    #expect(sequence == "(float[3] (float[]) () float[]? none)")
    #expect(try read(.optional) { $0.bytes(3, bytes) } == "float[]?")
    #expect(try read(.optional) { $0.message(4, sparse) } == "float[3]?")
    #expect(try read(.optional) { $0.message(7) { $0.bytes(3, bytes) } } == "float[]??")
    var writer = ProtobufWriter()
    writer.message(4, sparse)
    guard case .optional(.tensor(let dense)?) = try Value.read(writer.bytes, as: .optional) else {
      Issue.record("no tensor")
      return
    }
    #expect(dense.elements(as: Float.self) == [0, 5, 0])
  }

  @Test("maps are refused by the value's name", arguments: [Value.Kind.sequence, .optional])
  func maps(kind: Value.Kind) {
    let error = #expect(throws: OnnxError.self) {
      try read(kind) {
        $0.string(1, "lookup")
        $0.message(6) { $0.varint(2, 7) }
      }
    }
    #expect(error?.description == "type of `lookup` in value: maps are not supported")
  }

  @Test("bytes of a sequence or an optional are told from others, and damage never traps")
  func entryPoints() {
    var writer = ProtobufWriter()
    let bytes = OnnxBytes.tensorFile(one)
    writer.message(4, sparse)
    writer.message(5) { $0.bytes(3, bytes) }
    writer.message(7) { $0.bytes(3, bytes) }
    #expect(writer.bytes.withUnsafeBytes(isOnnxValue))
    #expect(!writer.bytes.dropLast().withUnsafeBytes(isOnnxValue))
    for damaged in ByteMutations(of: writer.bytes, seeds: 0..<2000) { _ = damaged.withUnsafeBytes(isOnnxValue) }
    #expect(bytes.withUnsafeBytes(isOnnxTensor) && !bytes.dropLast().withUnsafeBytes(isOnnxTensor))
    for damaged in ByteMutations(of: bytes, seeds: 0..<2000) { _ = damaged.withUnsafeBytes(isOnnxTensor) }
  }
}
