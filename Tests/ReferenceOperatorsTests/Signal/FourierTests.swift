import Foundation
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite("Fourier transforms")
struct FourierTests {
  /// The definition: sum of x(n) e^(-2 pi i k n / N).
  private func definition(_ real: [Double], _ imaginary: [Double]) -> [Double] {
    let count = real.count
    return (0..<count).flatMap { k in
      var sum = (0.0, 0.0)
      for n in 0..<count {
        let angle = -2 * Double.pi * Double(k * n % count) / Double(count)
        sum.0 += real[n] * cos(angle) - imaginary[n] * sin(angle)
        sum.1 += real[n] * sin(angle) + imaginary[n] * cos(angle)
      }
      return [sum.0, sum.1]
    }
  }

  private func doubles(_ values: [Double], _ extents: [Int]) throws -> Tensor {
    try Tensor(Shape(extents), values)
  }

  private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-10 }
  }

  @Test("every length up to 40 transforms by the definition, and back", arguments: 1...40)
  func lengths(count: Int) throws {
    var random = RandomValues(seed: UInt64(count))
    let values = random.floats(2 * count).map { Double($0) }
    let (real, imaginary) = ((0..<count).map { values[2 * $0] }, (0..<count).map { values[2 * $0 + 1] })
    let spectrum = try evaluate("DFT", [doubles(values, [1, count, 2])])[0]
    #expect(isClose(spectrum.elements(as: Double.self), definition(real, imaginary)))
    let back = try evaluate("DFT", [spectrum], ["inverse": .int(1)])[0]
    #expect(isClose(back.elements(as: Double.self), values))
    let half = try evaluate("DFT", [doubles(real, [count, 1])], ["onesided": .int(1)])[0]
    let whole = definition(real, real.map { _ in 0 })
    #expect(isClose(half.elements(as: Double.self), Array(whole.prefix(2 * (count / 2 + 1)))))
    let length = Tensor(scalar: Int64(count))
    let signal = try evaluate("DFT", [half, length], ["inverse": .int(1), "onesided": .int(1)])[0]
    #expect(isClose(signal.elements(as: Double.self), real))
    #expect(signal.shape.extents == [count, 1])
  }

  @Test("the axis is an attribute before version 20 and an input from then on; the length cuts or pads")
  func axisAndLength() throws {
    let x = try doubles([1, 2, 3, 4, 5, 6], [2, 3, 1])
    let columns = try evaluate("DFT", [x, nil, Tensor(scalar: Int64(0))])[0]
    #expect(isClose(columns.elements(as: Double.self), [5, 0, 7, 0, 9, 0, -3, 0, -3, 0, -3, 0]))
    let early = try evaluate("DFT", [x], opset: 19, ["axis": .int(0)])[0]
    #expect(isClose(early.elements(as: Double.self), columns.elements(as: Double.self)))
    let cut = try evaluate("DFT", [x, Tensor(scalar: Int64(2))])[0]
    #expect(isClose(cut.elements(as: Double.self), [3, 0, -1, 0, 9, 0, -1, 0]))
    let padded = try evaluate("DFT", [doubles([1], [1, 1]), Tensor(scalar: Int64(4))])[0]
    #expect(isClose(padded.elements(as: Double.self), [1, 0, 1, 0, 1, 0, 1, 0]))
  }

  @Test("a transform of no length, along the parts, or one-sided of complex values is refused")
  func refusals() throws {
    let x = try doubles([1, 2], [1, 1, 2])
    #expect(throws: OperatorError.self) { try evaluate("DFT", [x], ["onesided": .int(1)]) }
    #expect(throws: OperatorError.self) { try evaluate("DFT", [x, nil, Tensor(scalar: Int64(2))]) }
    #expect(throws: OperatorError.self) { try evaluate("DFT", [x, Tensor(scalar: Int64(0))]) }
    #expect(throws: OperatorError.self) { try evaluate("DFT", [x, Tensor(scalar: Int64.max)]) }
    #expect(throws: OperatorError.self) { try evaluate("DFT", [doubles([1, 2, 3], [1, 3])]) }
  }

  @Test("STFT transforms each frame, weighted by the window")
  func shortTime() throws {
    var random = RandomValues(seed: 7)
    let samples = random.floats(11).map { Double($0) }
    let window = [0.5, 1, 0.25, 2]
    let inputs = try [doubles(samples, [1, 11, 1]), Tensor(scalar: Int64(3)), doubles(window, [4])]
    let frames = try evaluate("STFT", inputs)[0]
    #expect(frames.shape.extents == [1, 3, 3, 2])
    let expected = (0..<3).flatMap { frame in
      definition((0..<4).map { samples[3 * frame + $0] * window[$0] }, [0, 0, 0, 0]).prefix(6)
    }
    #expect(isClose(frames.elements(as: Double.self), expected))
    let whole = try evaluate(
      "STFT", [inputs[0], inputs[1], nil, Tensor(scalar: Int64(11))], ["onesided": .int(0)])[0]
    #expect(isClose(whole.elements(as: Double.self), definition(samples, samples.map { _ in 0 })))
    #expect(throws: OperatorError.self) { try evaluate("STFT", [inputs[0], Tensor(scalar: Int64(0)), inputs[2]]) }
    #expect(throws: OperatorError.self) {
      try evaluate("STFT", [inputs[0], inputs[1], nil, Tensor(scalar: Int64(12))])
    }
    #expect(throws: OperatorError.self) { try evaluate("STFT", [inputs[0], inputs[1]]) }
  }

  @Test("a mel band rises from its neighbour's centre to its own and falls to the next one's")
  func melBands() throws {
    let inputs = [Int64(8), 16, 8192].map { Tensor(scalar: $0) } + [Float(0), 4096].map { Tensor(scalar: $0) }
    let matrix = try evaluate("MelWeightMatrix", inputs)[0]
    #expect(matrix.shape.extents == [9, 8])
    let values = matrix.floats
    for band in 0..<8 {
      let column = (0..<9).map { values[$0 * 8 + band] }
      #expect(column.max() == 1, "\(band): \(column)")
      #expect(column.allSatisfy { (0...1).contains($0) })
    }
    #expect(throws: OperatorError.self) {
      try evaluate("MelWeightMatrix", Array(inputs[..<3]) + [Tensor(scalar: Float.nan), inputs[4]])
    }
  }
}
