import ModelRunner
import Tensors
import Testing

@Suite("Agreement of two networks' outputs")
struct OutputAgreementTests {
  private func output(_ extents: [Int], _ values: [Float]) throws -> [NamedTensor] {
    [NamedTensor(name: "y", tensor: try Tensor(Shape(extents), values))]
  }

  @Test("decisions are the largest score of each sample, unit axes apart, or of each place of a sequence")
  func decisions() throws {
    let dense: [Float] = [0, 1, 2, 5, 4, 3, 1, 9, 1, 7, 0, 0]
    var found = dense
    found[0] = 8
    for (extents, decisions) in [([4, 3], 4), ([4, 3, 1, 1], 4), ([2, 2, 3], 4), ([1, 12], 1)] {
      var agreement = OutputAgreement()
      agreement.add(try output(extents, found), dense: try output(extents, dense))
      #expect(agreement.decisions == decisions)
      #expect(agreement.equalDecisions == (decisions == 1 ? 1 : 3))
      #expect(agreement.largestError == 8)
    }
  }

  @Test("cosine is that of all outputs as one vector")
  func cosine() throws {
    var agreement = OutputAgreement()
    agreement.add(try output([1, 2], [3, 0]), dense: try output([1, 2], [3, 0]))
    agreement.add(try output([1, 2], [0, 4]), dense: try output([1, 2], [4, 0]))
    #expect(agreement.cosine == 9.0 / 25)
    var opposite = OutputAgreement()
    opposite.add(try output([1, 2], [1, 2]), dense: try output([1, 2], [-1, -2]))
    #expect(abs(opposite.cosine + 1) < 1e-12)
    var nothing = OutputAgreement()
    nothing.add(try output([1, 2], [0, 0]), dense: try output([1, 2], [1, 0]))
    #expect(nothing.cosine == 0)
  }

  @Test("an output that is no number is infinitely far off")
  func notANumber() throws {
    var agreement = OutputAgreement()
    agreement.add(try output([1, 2], [.nan, 0]), dense: try output([1, 2], [0, 0]))
    #expect(agreement.largestError == .infinity)
  }
}
