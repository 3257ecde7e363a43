import CycleSimulator
import Tensors
import Testing
import Workload

@Suite struct SequentialProductTests {
  @Test(
    "every instruction set gives the bits of multiplying, then adding in order", arguments: DatapathTarget.allCases
  )
  func bits(target: DatapathTarget) {
    guard target.isSupported else { return }
    var random = SplitMix64(seed: 5)
    for (m, n, k) in [(1, 1, 1), (1, 33, 7), (9, 8, 400), (17, 65, 385), (4, 31, 769)] {
      let left = (0..<m * k).map { _ in random.nextUnit() - 0.5 }
      let right = (0..<n * k).map { _ in random.nextUnit() - 0.5 }
      let product = sequentialProduct(MatrixShape(m: m, n: n, k: k), left: left, right: right, target: target)
      for row in 0..<m {
        for column in 0..<n {
          var sum = left[row * k] * right[column * k]
          for depth in 1..<max(k, 1) { sum += left[row * k + depth] * right[column * k + depth] }
          #expect(product[row * n + column].bitPattern == sum.bitPattern, "\(m)x\(n)x\(k) at \(row), \(column)")
        }
      }
    }
  }

  @Test("a sum begins as its first product, so that it may be negative zero")
  func negativeZero() {
    let product = sequentialProduct(MatrixShape(m: 1, n: 1, k: 2), left: [-1, -1], right: [0, 0])
    #expect(product[0].sign == .minus)
  }
}
