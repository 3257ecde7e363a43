import Foundation
import ModelGraph
import ReferenceOperators
import Tensors
import Testing

@Suite struct NormalizationTests {
  /// Whether float results are within `tolerance` of expected ones, NaN equal to NaN.
  private func agree(_ tensor: Tensor, _ expected: [Double], tolerance: Double = 2e-6) -> Bool {
    let values: [Float] = tensor.elements()
    return values.count == expected.count
      && zip(values, expected).allSatisfy {
        ($0.isNaN && $1.isNaN) || abs(Double($0) - $1) <= tolerance * max(1, abs($1))
      }
  }

  private func doubles(_ tensor: Tensor) -> [Double] { tensor.elements(as: Float.self).map(Double.init) }

  @Test("softmax runs along its axis from version 13 on, over all axes from it before", arguments: [7, 11, 13])
  func softmax(opset: Int) throws {
    var random = RandomValues(seed: 1)
    let extents = [2, 3, 17]
    let x = try Tensor(Shape(extents), random.floats(102).map { $0 * 20 })
    let values = doubles(x)
    for axis in 0..<3 {
      let attributes: [String: Attribute] = ["axis": .int(Int64(axis))]
      let end = opset < 13 ? 3 : axis + 1
      let length = extents[axis..<end].reduce(1, *)
      let inner = extents[end...].reduce(1, *)
      var expected = values
      for row in 0..<102 / length {
        let positions = (0..<length).map { row / inner * length * inner + row % inner + $0 * inner }
        let sum = positions.reduce(0) { $0 + exp(values[$1]) }
        for position in positions { expected[position] = exp(values[position]) / sum }
      }
      #expect(agree(try evaluate("Softmax", [x], opset: opset, threads: 2, attributes)[0], expected))
      #expect(
        agree(try evaluate("LogSoftmax", [x], opset: opset, attributes)[0], expected.map(log), tolerance: 1e-5))
    }
  }

  @Test("the default axis of softmax is 1 before version 13, the last one from then on")
  func softmaxDefaults() throws {
    let x = try Tensor(Shape([1, 2, 2]), [0, 0, 0, 0] as [Float])
    #expect(agree(try evaluate("Softmax", [x], opset: 11)[0], [0.25, 0.25, 0.25, 0.25]))
    #expect(agree(try evaluate("Softmax", [x], opset: 13)[0], [0.5, 0.5, 0.5, 0.5]))
  }

  @Test("softmax of large values does not overflow, of a masked row is NaN, of nothing is nothing")
  func softmaxExtremes() throws {
    let large = try Tensor(Shape([2]), [1e30, 1e30] as [Float])
    #expect(agree(try evaluate("Softmax", [large])[0], [0.5, 0.5]))
    let masked = try Tensor(Shape([2, 2]), [-.infinity, 0, -.infinity, -.infinity] as [Float])
    #expect(agree(try evaluate("Softmax", [masked])[0], [0, 1, .nan, .nan]))
    #expect(try evaluate("Softmax", [Tensor(Shape([2, 0]), [Float]())])[0].shape.extents == [2, 0])
    #expect(throws: OperatorError.self) { try evaluate("Softmax", [large], ["axis": .int(1)]) }
  }

  @Test("batch normalization scales every channel by the given statistics")
  func batch() throws {
    var random = RandomValues(seed: 2)
    for extents in [[2, 3, 4, 5], [2, 3], [4, 3, 7]] {
      let x = try random.tensor(extents)
      let parameters = try (0..<4).map { index in
        try Tensor(Shape([3]), random.floats(3).map { index == 3 ? abs($0) + 0.5 : $0 })
      }
      let y = try evaluate(
        "BatchNormalization", [x] + parameters, opset: 15, threads: 2, ["epsilon": .float(1e-3)])[0]
      let plane = extents.dropFirst(2).reduce(1, *)
      let p = parameters.map(doubles)
      let expected = doubles(x).enumerated().map { index, value in
        let c = index / plane % 3
        return (value - p[2][c]) / (p[3][c] + 1e-3).squareRoot() * p[0][c] + p[1][c]
      }
      #expect(agree(y, expected))
    }
  }

  @Test("training uses the batch's own statistics and mixes them into the running ones")
  func batchTraining() throws {
    let x = try Tensor(Shape([2, 1, 2]), [1, 2, 3, 6] as [Float])
    let one = try Tensor(Shape([1]), [1] as [Float])
    let outputs = try evaluate(
      "BatchNormalization", [x, one, one, one, one], outputs: 3, opset: 15,
      ["training_mode": .int(1), "momentum": .float(0.5), "epsilon": .float(0)])
    let deviation = 3.5.squareRoot()
    #expect(agree(outputs[0], [1, 2, 3, 6].map { ($0 - 3) / deviation + 1 }))
    #expect(agree(outputs[1], [2]))
    #expect(agree(outputs[2], [2.25]))
  }

  @Test("layer normalization works on the axes from its own on and gives mean and inverse deviation")
  func layer() throws {
    var random = RandomValues(seed: 3)
    let extents = [2, 3, 20]
    let x = try random.tensor(extents)
    let values = doubles(x)
    for axis in [-1, 0, 1, 2] {
      let from = axis < 0 ? 3 + axis : axis
      let length = extents[from...].reduce(1, *)
      let scale = try Tensor(Shape(Array(extents[from...])), random.floats(length))
      let bias = try Tensor(Shape([20]), random.floats(20))
      let outputs = try evaluate(
        "LayerNormalization", [x, scale, bias], outputs: 3, opset: 17, threads: 2, ["axis": .int(Int64(axis))])
      var (expected, means, inverses): ([Double], [Double], [Double]) = ([], [], [])
      for row in 0..<120 / length {
        let part = values[row * length..<(row + 1) * length]
        let mean = part.reduce(0, +) / Double(length)
        let inverse = 1 / (part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(length) + 1e-5).squareRoot()
        means.append(mean)
        inverses.append(inverse)
        expected += part.enumerated().map { ($1 - mean) * inverse * doubles(scale)[$0] + doubles(bias)[$0 % 20] }
      }
      #expect(agree(outputs[0], expected) && agree(outputs[1], means) && agree(outputs[2], inverses))
      #expect(outputs[1].shape.extents == extents[..<from] + extents[from...].map { _ in 1 })
    }
  }

  @Test("parameters that broadcast over the rows are stretched")
  func layerBroadcast() throws {
    let x = try Tensor(Shape([2, 2]), [0, 2, 0, 2] as [Float])
    let scale = try Tensor(Shape([2, 1]), [1, 10] as [Float])
    let y = try evaluate("LayerNormalization", [x, scale], opset: 17, ["epsilon": .float(0)])[0]
    #expect(agree(y, [-1, 1, -10, 10]))
    #expect(throws: OperatorError.self) {
      try evaluate("LayerNormalization", [x, Tensor(Shape([3]), [1, 1, 1] as [Float])], opset: 17)
    }
  }

  @Test("RMS normalization does not center")
  func rootMeanSquare() throws {
    let x = try Tensor(Shape([1, 2]), [3, 4] as [Float])
    let scale = try Tensor(Shape([2]), [1, 2] as [Float])
    let root = 12.5.squareRoot()
    #expect(
      agree(
        try evaluate("RMSNormalization", [x, scale], opset: 23, ["epsilon": .float(0)])[0], [3 / root, 8 / root]))
  }

  @Test(
    "group normalization has parameters a group before version 21, a channel from then on", arguments: [18, 21])
  func group(opset: Int) throws {
    var random = RandomValues(seed: 4)
    let x = try random.tensor([2, 4, 3])
    let count = opset < 21 ? 2 : 4
    let scale = try Tensor(Shape([count]), random.floats(count))
    let bias = try Tensor(Shape([count]), random.floats(count))
    let y = try evaluate(
      "GroupNormalization", [x, scale, bias], opset: opset, threads: 2, ["num_groups": .int(2)])[0]
    let values = doubles(x)
    let expected = values.indices.map { index in
      let group = values[index / 6 * 6..<index / 6 * 6 + 6]
      let mean = group.reduce(0, +) / 6
      let variance = group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 6
      let parameter = opset < 21 ? index / 6 % 2 : index / 3 % 4
      return (values[index] - mean) / (variance + 1e-5).squareRoot() * doubles(scale)[parameter]
        + doubles(bias)[parameter]
    }
    #expect(agree(y, expected))
    #expect(throws: OperatorError.self) {
      try evaluate("GroupNormalization", [x, scale, bias], opset: opset, ["num_groups": .int(3)])
    }
  }

  @Test("instance normalization brings each channel to its own scale and bias")
  func instance() throws {
    let x = try Tensor(Shape([1, 2, 2]), [0, 2, 10, 30] as [Float])
    let scale = try Tensor(Shape([2]), [1, 3] as [Float])
    let bias = try Tensor(Shape([2]), [0, 1] as [Float])
    let y = try evaluate("InstanceNormalization", [x, scale, bias], ["epsilon": .float(0)])[0]
    #expect(agree(y, [-1, 1, -2, 4]))
  }

  @Test(
    "LRN sums the squares of the channels around, also with an exponent other than 0.75", arguments: [0.75, 0.5])
  func localResponse(beta: Double) throws {
    var random = RandomValues(seed: 5)
    for size in 1...5 {
      let x = try random.tensor([2, 4, 3])
      let values = doubles(x)
      let y = try evaluate(
        "LRN", [x], threads: 2,
        ["size": .int(Int64(size)), "alpha": .float(0.5), "beta": .float(Float(beta)), "bias": .float(2)])[0]
      let expected = values.indices.map { index in
        let (c, start) = (index / 3 % 4, index / 12 * 12 + index % 3)
        let channels = max(0, c - (size - 1) / 2)...min(3, c + size / 2)
        let sum = channels.reduce(0.0) { $0 + values[start + $1 * 3] * values[start + $1 * 3] }
        return values[index] / pow(2 + 0.5 / Double(size) * sum, beta)
      }
      #expect(agree(y, expected))
    }
  }

  @Test("dropout in inference hands its input on; its mask is true, or 1 in early versions")
  func dropout() throws {
    var random = RandomValues(seed: 6)
    let x = try random.tensor([2, 3])
    for opset in [7, 10, 13] {
      let outputs = try evaluate("Dropout", [x], outputs: 2, opset: opset)
      #expect(outputs[0].elements(as: Float.self) == x.elements(as: Float.self))
      #expect(outputs[1].dataType == (opset < 10 ? .float32 : .bool) && outputs[1].count == 6)
    }
  }
}
