import Sweeps
import Tensors
import Testing

@Suite("Pareto fronts")
struct ParetoFrontTests {
  @Test("the members are those that no other point beats, on random points with ties")
  func definition() {
    var random = SplitMix64(seed: 5)
    for trial in 0..<200 {
      let points = (0..<30).map { _ in (0..<3).map { _ in Double(random.next() % 5) } }
      let beaten = points.indices.filter { index in
        points.contains { other in
          other != points[index] && zip(other, points[index]).allSatisfy { $0 <= $1 }
        }
      }
      let expected = points.indices.filter { !beaten.contains($0) }
      #expect(ParetoFront(points).members == expected, "seed 5, trial \(trial)")
    }
  }

  @Test("a point without values takes no part")
  func missing() { #expect(ParetoFront([nil, [1, 2], nil]).members == [1]) }
}
