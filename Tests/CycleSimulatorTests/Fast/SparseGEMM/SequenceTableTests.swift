import CycleSimulator
import Tensors
import Testing

@Suite struct SequenceTableTests {
  @Test("each sequence keeps the number that it got when it first came, through all growth")
  func numbers() {
    var random = SplitMix64(seed: 41)
    var table = SequenceTable()
    var known: [[Int32]: Int] = [:]
    for _ in 0..<5_000 {
      let sequence = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        Int32.random(in: -4...12, using: &random)
      }
      let (number, isNew) = table.number(of: sequence)
      #expect(isNew == (known[sequence] == nil))
      #expect(number == known[sequence] ?? known.count)
      known[sequence] = number
    }
    #expect(table.count == known.count)
  }
}
