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
}
