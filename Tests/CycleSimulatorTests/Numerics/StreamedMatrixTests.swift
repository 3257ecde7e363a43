import CycleSimulator
import Sparsity
import Tensors
import Testing

@Suite struct StreamedMatrixTests {
  private func matrix(_ positions: Int, _ vectors: Int, density: Float, _ random: inout SplitMix64) -> [Float] {
    (0..<positions * vectors).map { _ in random.nextUnit() < density ? random.nextUnit() - 0.5 : 0 }
  }

  private func streamed(_ matrix: [Float], _ positions: Int, _ vectors: Int) -> StreamedMatrix {
    StreamedMatrix(positions: positions, vectors: vectors) { rows, stride in
      for (index, value) in matrix.enumerated() { rows[index / vectors * stride + index % vectors] = value }
    }
  }

  @Test(
    "elements by position are those of the bitmap, on every instruction set", arguments: DatapathTarget.allCases)
  func ones(target: DatapathTarget) {
    guard target.isSupported else { return }
    var random = SplitMix64(seed: 51)
    for (positions, vectors) in [(1, 1), (2, 5), (3, 64), (9, 65), (40, 130)] {
      for density: Float in [0, 0.05, 0.3, 1] {
        let matrix = matrix(positions, vectors, density: density, &random)
        #expect(
          streamed(matrix, positions, vectors).ones(target: target)
            == VectorBitmap(columnsOf: matrix, rows: positions, columns: vectors).onesByPosition,
          "\(positions) x \(vectors), \(density)")
      }
    }
  }

  @Test("a matrix that lies in a tensor is read in place where its rows need no padding, and is the same")
  func inPlace() throws {
    var random = SplitMix64(seed: 53)
    let (positions, vectors) = (6, 20)
    let elements = matrix(positions + 1, vectors, density: 0.5, &random)
    let tensor = try Tensor(Shape([positions + 1, vectors]), elements)
    let borrowed = try #require(
      StreamedMatrix(positions: positions, vectors: vectors, in: tensor, offset: vectors))
    let copied = streamed(Array(elements.dropFirst(vectors)), positions, vectors)
    #expect(borrowed.ones() == copied.ones() && borrowed.stride == copied.stride)
    #expect(StreamedMatrix(positions: 7, vectors: 19, in: tensor, offset: 0) == nil)
  }

  @Test("what pads the rows of a matrix that is filled by its owner counts as nothing")
  func filled() {
    for vectors in [1, 3, 5] {
      let matrix = StreamedMatrix(positions: 4, vectors: vectors, isFilled: true) { rows, stride in
        for position in 0..<4 {
          for vector in 0..<vectors { rows[position * stride + vector] = 1 }
        }
      }
      #expect(matrix.ones() == Array(repeating: vectors, count: 4))
    }
  }

  @Test("every instruction set adds in the given order, fold after fold", arguments: DatapathTarget.allCases)
  func sums(target: DatapathTarget) {
    guard target.isSupported else { return }
    var random = SplitMix64(seed: 52)
    // Four lanes: the middle ones first.
    let order = AdditionOrder(pairs: [1, 2, 0, 1, 0, 3], result: 0)
    for vectors in [1, 3, 4, 17, 64, 85, 150] {
      for (count, isContinuation) in [(1, false), (4, false), (11, false), (3, true)] {
        let matrix = matrix(12, vectors, density: 0.8, &random)
        let values = (0..<count).map { _ in random.nextUnit() - 0.5 }
        let indices = (0..<count).map { Int32($0) }
        let before = (0..<vectors).map { _ in random.nextUnit() }
        let streamed = streamed(matrix, 12, vectors)
        var sums = before + Array(repeating: 0, count: streamed.stride - vectors)
        var scratch = [Float](repeating: .nan, count: StreamedMatrix.scratchCount(lanes: 4))
        streamed.sums(
          of: 0..<count, values, indices, lanes: 4, in: order, isContinuation: isContinuation, target: target,
          sums: &sums, scratch: &scratch)
        for vector in 0..<vectors {
          var expected: Float = 0
          for fold in stride(from: 0, to: count, by: isContinuation ? 3 : 4) {
            let products = (0..<4).map { lane -> Float in
              if isContinuation, lane == 0 { return before[vector] }
              let element = fold + lane - (isContinuation ? 1 : 0)
              return element < count ? values[element] * matrix[element * vectors + vector] : 0
            }
            let sum = (products[0] + (products[1] + products[2])) + products[3]
            expected = fold == 0 ? sum : expected + sum
          }
          #expect(sums[vector].bitPattern == expected.bitPattern, "\(vectors) vectors, \(count) elements")
        }
      }
    }
  }
}
