import Tensors

/// A convolution as ONNX defines it, one output element after another, for any number of spatial axes.
struct PlainConvolution {
  var strides: [Int]
  var dilations: [Int]
  var padBegins: [Int]
  var groups: Int

  func callAsFunction(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?, output: Shape) -> [Float] {
    let inputs = input.elements(as: Float.self)
    let weights = weight.elements(as: Float.self)
    let biases = bias?.elements(as: Float.self)
    let filtersPerGroup = output[1] / groups
    let taps = indices(of: weight.shape)
    return indices(of: output).map { index in
      let group = index[1] / filtersPerGroup
      var sum = Double(biases?[index[1]] ?? 0)
      for tap in taps where tap[0] == index[1] {
        var position = [index[0], group * weight.shape[1] + tap[1]]
        for axis in strides.indices {
          position.append(index[2 + axis] * strides[axis] - padBegins[axis] + tap[2 + axis] * dilations[axis])
        }
        guard zip(position, input.shape.extents).allSatisfy({ $0 >= 0 && $0 < $1 }) else { continue }
        sum +=
          Double(inputs[broadcast(position, input.shape.extents)])
          * Double(weights[broadcast(tap, weight.shape.extents)])
      }
      return Float(sum)
    }
  }
}

/// numpy's matmul, one output element after another. `output` has the vectors' unit axes.
func plainMatMul(_ left: Tensor, _ right: Tensor, output: Shape) -> [Float] {
  let a = left.elements(as: Float.self)
  let b = right.elements(as: Float.self)
  let depth = left.shape[left.shape.rank - 1]
  let leftExtents = left.shape.rank == 1 ? [1] + left.shape.extents : left.shape.extents
  let rightExtents = right.shape.rank == 1 ? right.shape.extents + [1] : right.shape.extents
  return indices(of: output).map { index in
    let batch = Array(index.dropLast(2))
    var sum = 0.0
    for k in 0..<depth {
      let row = broadcast(batch + [index[index.count - 2], k], leftExtents)
      let column = broadcast(batch + [k, index[index.count - 1]], rightExtents)
      sum += Double(a[row]) * Double(b[column])
    }
    return Float(sum)
  }
}

/// Offset of an index into a tensor that broadcasts to a larger one.
func broadcast(_ index: [Int], _ extents: [Int]) -> Int {
  var offset = 0
  for (axis, extent) in extents.enumerated() {
    offset = offset * extent + (extent == 1 ? 0 : index[index.count - extents.count + axis])
  }
  return offset
}

/// All indices of a shape in row-major order.
private func indices(of shape: Shape) -> [[Int]] {
  (0..<shape.count).map { flat in
    var rest = flat
    var index: [Int] = []
    for extent in shape.extents.reversed() {
      index.insert(rest % extent, at: 0)
      rest /= extent
    }
    return index
  }
}
