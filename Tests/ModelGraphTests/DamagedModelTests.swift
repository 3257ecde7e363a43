import ModelGraph
import Tensors
import TestSupport
import Testing

/// Whatever the bytes: an error or a model, never a trap.
@Suite("Damaged graphs")
struct DamagedModelTests {
  @Test("the model as it is, loads")
  func intact() throws {
    let bytes = OnnxBytes.withEverything.encoded
    #expect(bytes.withUnsafeBytes(isModel) && !bytes.dropLast().withUnsafeBytes(isModel))
    let graph = try Model.load(bytes).graph
    #expect(graph.nodes.map(\.operatorType) == ["If", "Elu"])
  }

  @Test("with several random changes, it loads or is refused", arguments: [11, 12, 13] as [UInt64])
  func mutations(seed: UInt64) {
    let model = OnnxBytes.withEverything.encoded
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<1000 {
      var bytes = model
      for _ in 0..<Int.random(in: 1...4, using: &random) { bytes.mutate(using: &random) }
      refused += bytes.withUnsafeBytes(isModel) ? 0 : 1
    }
    // Most changes matter; a loader that accepts everything would pass otherwise.
    #expect(refused > 500, "seed \(seed): \(refused) of 1000 refused")
  }

  @Test("with its names swapped at random, it loads or is refused", arguments: [21, 22] as [UInt64])
  func names(seed: UInt64) {
    let model = OnnxBytes.withEverything.encoded
    // Positions of one-letter names: a length of 1 before a letter.
    let positions = model.indices.dropFirst().filter { model[$0 - 1] == 1 && (97...122).contains(model[$0]) }
    var random = SplitMix64(seed: seed)
    for _ in 0..<1000 {
      var bytes = model
      for _ in 0..<3 {
        guard let position = positions.randomElement(using: &random) else { return }
        bytes[position] = "abcdxyz".utf8.randomElement(using: &random) ?? 97
      }
      _ = bytes.withUnsafeBytes(isModel)
    }
  }
}
