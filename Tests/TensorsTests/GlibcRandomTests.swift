import Tensors
import Testing

@Suite struct GlibcRandomTests {
  @Test("the numbers are those of rand() after srand(1)")
  func firstNumbers() {
    var random = GlibcRandom()
    #expect(
      (0..<5).map { _ in random.rand() } == [
        1_804_289_383, 846_930_886, 1_681_692_777, 1_714_636_915, 1_957_747_793,
      ])
  }

  @Test("a seed gives the numbers of srand() with it")
  func seeded() {
    var random = GlibcRandom(seed: 12345)
    #expect(
      (0..<5).map { _ in random.rand() } == [383_100_999, 858_300_821, 357_768_173, 455_528_251, 133_005_921])
  }

  @Test("a sparse operand draws a second number for its non-zeros only")
  func sparseOperand() {
    var random = GlibcRandom()
    // 83 > 20, then 86 % 10 + 1; 77 > 20, then 15 % 10 + 1.
    #expect(random.sparseOperand(count: 2, sparsity: 20) == [7, 6])
    var zeros = GlibcRandom()
    #expect(zeros.sparseOperand(count: 3, sparsity: 99) == [0, 0, 0])
  }
}
