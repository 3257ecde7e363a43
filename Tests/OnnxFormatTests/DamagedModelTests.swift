import OnnxFormat
import Tensors
import TestSupport
import Testing

/// Whatever the bytes: an error or a model, never a trap.
@Suite("Damaged models")
struct DamagedModelTests {
  /// A model with every kind of payload, attribute, type and nesting.
  private static let model: [UInt8] = {
    var model = OnnxBytes(opset: 17)
    model.metadata = [("key", "value")]
    model.graph.input("x", .float32, ["batch", 3, .unknown])
    for type in DataType.allCases where type != .string {
      model.graph.initializer(
        "w_\(type.name)", Tensor(type, .scalar) { $0.initializeMemory(as: UInt8.self, repeating: 1) })
    }
    model.graph.initializer {
      $0.varint(1, 3)
      $0.varint(2, 7)
      $0.packedVarints(7, [1, -1, 300])
    }
    model.graph.initializer {
      $0.varint(1, 2)
      $0.varint(2, 1)
      $0.fixed32(4, 1)
      $0.fixed32(4, 2)
    }
    let branch = OnnxBytes.Graph("branch") {
      $0.node("Constant", [], ["c"], ["value": .tensor(Tensor(scalar: Int64(5)))])
      $0.output("c")
    }
    model.graph.node(
      "If", ["cond"], ["y"],
      ["then_branch": .graph(branch), "else_branch": .graph(branch), "ints": [1, -2], "f": 0.5, "s": "text"])
    var function = OnnxBytes.Function("local", "F", ["a"], ["b"])
    function.defaults = [("alpha", 1.0)]
    function.node("Elu", ["a"], ["b"], ["alpha": .reference(to: "alpha", type: 1)])
    model.functions = [function]
    model.graph.output("y")
    return model.encoded
  }()

  private func read(_ bytes: [UInt8]) -> Bool {
    if (try? OnnxTensor.read(bytes)) != nil { return true }
    guard let model = try? OnnxModel.read(bytes) else { return false }
    // Touch what was read: a tensor over bytes that are not there would fault here.
    for tensor in model.graph?.initializers ?? [] {
      tensor.value.withUnsafeBytes { bytes in _ = bytes.reduce(0) { $0 &+ $1 } }
    }
    return true
  }

  @Test("the model as it is, is read")
  func intact() throws {
    #expect(try OnnxModel.read(Self.model).graph?.initializers.count == 27)
  }

  @Test("cut anywhere, it is read or refused")
  func truncations() {
    for length in 0..<Self.model.count { _ = read(Array(Self.model[..<length])) }
  }

  @Test("with any one byte changed, it is read or refused")
  func singleBytes() {
    for index in Self.model.indices {
      for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = Self.model
        bytes[index] = value
        _ = read(bytes)
      }
    }
  }

  @Test("with several random changes, it is read or refused", arguments: [1, 2, 3] as [UInt64])
  func mutations(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<1000 {
      var bytes = Self.model
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        switch UInt8.random(in: 0...3, using: &random) {
        case 0: bytes[index] = .random(in: .min ... .max, using: &random)
        case 1: bytes.remove(at: index)
        case 2: bytes.insert(.random(in: .min ... .max, using: &random), at: index)
        default: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &random)
        }
      }
      refused += read(bytes) ? 0 : 1
    }
    // Most changes matter; a reader that accepts everything would pass otherwise.
    #expect(refused > 500, "seed \(seed): \(refused) of 1000 refused")
  }
}
