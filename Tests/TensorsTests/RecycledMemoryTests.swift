import Tensors
import Testing

@Suite("Memory of tensors that are gone")
struct RecycledMemoryTests {
  @Test("values of many sizes that come and go keep what was written to them, and are aligned")
  func valuesDoNotOverlap() throws {
    var generator = SplitMix64(seed: 7)
    var live: [(tensor: Tensor, mark: Float)] = []
    for round in 0..<400 {
      let count = Int.random(in: 1...(round % 40 == 0 ? 900_000 : 40_000), using: &generator)
      let mark = Float(round)
      let tensor = Tensor(try Shape([count]), of: Float.self) { $0.initialize(repeating: mark) }
      tensor.withUnsafeBytes { #expect(UInt(bitPattern: $0.baseAddress) % 64 == 0) }
      live.append((tensor, mark))
      if live.count > 12 {
        let (gone, mark) = live.remove(at: Int.random(in: live.indices, using: &generator))
        gone.withElements(as: Float.self) { elements in
          #expect(elements.allSatisfy { $0 == mark }, "round \(round), \(gone.shape)")
        }
      }
    }
    for (tensor, mark) in live {
      tensor.withElements(as: Float.self) { elements in #expect(elements.allSatisfy { $0 == mark }) }
    }
  }
}
