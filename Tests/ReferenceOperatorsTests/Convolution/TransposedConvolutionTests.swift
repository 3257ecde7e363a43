import ModelGraph
import ReferenceOperators
import Tensors
import Testing

extension KernelSuite {
  @Suite struct TransposedConvolutionTests {
    private func product(_ a: Tensor, _ b: Tensor) -> Double {
      zip(a.floats, b.floats).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }

    @Test("random transposed convolutions are the adjoint of Conv: <Conv(x), y> = <x, ConvTranspose(y)>")
    func adjoint() throws {
      for seed in 1...60 as ClosedRange<UInt64> {
        var random = RandomValues(seed: seed)
        let conv = ConvolutionCase(random: &random)
        let x = try random.tensor(conv.input)
        let w = try random.tensor(conv.weights)
        let y = try random.tensor(conv.outputExtents)
        // What the last windows leave over of the input, the transposed one is told.
        let rest = (0..<conv.axes).map { axis in
          let padded = conv.pads[axis] + conv.input[2 + axis] + conv.pads[conv.axes + axis]
          return (padded - (conv.weights[2 + axis] - 1) * conv.dilations[axis] - 1) % conv.strides[axis]
        }
        let attributes = conv.attributes.merging(["output_padding": .list(rest)]) { $1 }
        let forward = try evaluate("Conv", [x, w], conv.attributes)[0]
        let back = try evaluate("ConvTranspose", [y, w], threads: 2, attributes)[0]
        #expect(back.shape.extents == conv.input, "seed \(seed): \(conv)")
        #expect(product(forward, y) == product(x, back), "seed \(seed): \(conv)")
      }
    }

    @Test("the bias is added once an output, double is computed in double")
    func bias() throws {
      let x = try Tensor(Shape([1, 1, 2]), [1, 1e-12] as [Double])
      let w = try Tensor(Shape([1, 2, 2]), [1, 2, 3, 4] as [Double])
      let bias = try Tensor(Shape([2]), [10, 20] as [Double])
      let y = try evaluate("ConvTranspose", [x, w, bias])[0]
      let products: [Double] = [1, 2 + 1e-12, 2e-12, 3, 4 + 3e-12, 4e-12]
      let expected = zip(products, [10, 10, 10, 20, 20, 20] as [Double]).map { $0 + $1 }
      #expect(y.elements(as: Double.self) == expected)
    }

    @Test("output_shape and auto_pad cut the output, an odd element at the begin unless SAME_UPPER")
    func outputShape() throws {
      let x = try Tensor.floats([1, 2], [1, 1, 2])
      let w = try Tensor.floats([1, 10, 100], [1, 1, 3])
      #expect(try evaluate("ConvTranspose", [x, w])[0].floats == [1, 12, 120, 200])
      let cut = try evaluate("ConvTranspose", [x, w], ["output_shape": .list([3])])[0]
      #expect(cut.floats == [12, 120, 200])
      let upper = try evaluate(
        "ConvTranspose", [x, w], ["output_shape": .list([3]), "auto_pad": .text("SAME_UPPER")])[0]
      #expect(upper.floats == [1, 12, 120])
      let same = try evaluate("ConvTranspose", [x, w], ["auto_pad": .text("SAME_UPPER")])[0]
      #expect(same.floats == [12, 120])
      let larger = try evaluate("ConvTranspose", [x, w], ["output_shape": .list([5])])[0]
      #expect(larger.floats == [1, 12, 120, 200, 0])
    }

    @Test(
      "attributes and shapes that do not fit are refused",
      arguments: [
        ["group": .int(2)], ["group": .int(0)], ["strides": .list([1, 1])], ["output_padding": .list([-1])],
        ["pads": .list([2, 2])], ["output_shape": .list([])], ["kernel_shape": .list([2])],
      ] as [[String: Attribute]])
    func refused(_ attributes: [String: Attribute]) throws {
      let x = try Tensor.floats([1, 2], [1, 1, 2])
      let w = try Tensor.floats([1, 10, 100], [1, 1, 3])
      #expect(throws: OperatorError.self) { try evaluate("ConvTranspose", [x, w], attributes) }
    }

    @Test("an axis of unknown extent stays open, the others are inferred")
    func inference() throws {
      let facts = [ValueFact(.float32, [nil, 4, nil, 5]), ValueFact(.float32, [4, 3, 2, 2])]
      let inferred = try infer("ConvTranspose", facts, ["strides": .list([2, 2]), "group": .int(2)])[0]
      #expect(inferred.extents == [nil, 6, nil, 10])
    }

    @Test("Col2Im adds what overlapping blocks hold of the same place")
    func columns() throws {
      let columns = try Tensor.floats([1, 2, 3, 10, 20, 30], [1, 2, 3])
      let y = try evaluate("Col2Im", [columns, .ints([4]), .ints([2])])[0]
      #expect(y.shape.extents == [1, 1, 4] && y.floats == [1, 12, 23, 30])
      #expect(throws: OperatorError.self) { try evaluate("Col2Im", [columns, .ints([5]), .ints([2])]) }
      #expect(throws: OperatorError.self) { try evaluate("Col2Im", [columns, .ints([4]), .ints([0])]) }
    }

    @Test("a causal convolution carries on where the call before ended")
    func causal() throws {
      var random = RandomValues(seed: 5)
      let (x, w) = (try random.tensor([2, 3, 7]), try random.tensor([3, 1, 3]))
      let bias = try random.tensor([3])
      let whole = try evaluate("CausalConvWithState", [x, w, bias], outputs: 2, opset: 27)
      let parts = try evaluate("Split", [x, .ints([1, 6])], outputs: 2, ["axis": .int(2)])
      let first = try evaluate("CausalConvWithState", [parts[0], w, bias], outputs: 2, opset: 27)
      let second = try evaluate("CausalConvWithState", [parts[1], w, bias, first[1]], outputs: 2, opset: 27)
      let joined = try evaluate("Concat", [first[0], second[0]], ["axis": .int(2)])[0]
      #expect(joined.floats == whole[0].floats && second[1].floats == whole[1].floats)
      let padded = try evaluate("Conv", [x, w, bias], ["pads": .list([2, 0]), "group": .int(3)])[0]
      #expect(whole[0].floats == padded.floats)
    }
  }
}
