import OnnxFormat
import Tensors
import TestSupport
import Testing

/// Whatever the bytes: an error or a model, never a trap.
@Suite("Damaged models")
struct DamagedModelTests {
  private static let model = OnnxBytes.withEverything.encoded

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
      for _ in 0..<Int.random(in: 1...8, using: &random) { bytes.mutate(using: &random) }
      refused += read(bytes) ? 0 : 1
    }
    // Most changes matter; a reader that accepts everything would pass otherwise.
    #expect(refused > 500, "seed \(seed): \(refused) of 1000 refused")
  }
}
