import Tensors

/// RotaryEmbedding-23 (ONNX Operators; Su et al. 2021): pairs of features rotated by an angle that grows with
/// the position.
///
/// Inputs: X [batch, heads, steps, size] or [batch, steps, heads * size] (then `num_heads` is required), the
/// cosines and sines [positions, half] with position ids [batch, steps] as input 3, or [batch, steps, half]
/// without. `rotary_embedding_dim` (default 0: all) features of a head rotate, the pairs being the two halves or,
/// with `interleaved` = 1, neighbours.
package struct RotaryEmbedding: Operator {
  private let heads: Int
  private let rotatedSize: Int
  private let isInterleaved: Bool

  package init(_ node: NodeReader) throws(OperatorError) {
    heads = try node.int("num_heads", default: 0)
    rotatedSize = try node.int("rotary_embedding_dim", default: 0)
    isInterleaved = try node.flag("interleaved")
    guard heads >= 0, rotatedSize >= 0 else {
      throw .attribute(
        "num_heads", found: "\(heads) with rotary_embedding_dim \(rotatedSize)", expected: "0 or more")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let x = try inputs.required(0, of: [.float32, .float64, .float16, .bfloat16])
    _ = try inputs.commonType(0..<3, of: [.float32, .float64, .float16, .bfloat16])
    try inputs.check(3, of: [.int64])
    return [ValueFact(x.dataType, x.extents)]
  }

  /// Where things lie in X.
  private struct Layout {
    let batch: Int
    let steps: Int
    let heads: Int
    let size: Int
    let headStride: Int
    let stepStride: Int
    let rotated: Int
  }

  private func layout(_ shape: Shape) throws(OperatorError) -> Layout {
    let layout: Layout
    switch shape.rank {
    case 4:
      layout = Layout(
        batch: shape[0], steps: shape[2], heads: shape[1], size: shape[3], headStride: shape[2] * shape[3],
        stepStride: shape[3], rotated: rotatedSize == 0 ? shape[3] : rotatedSize)
    case 3 where heads > 0 && shape[2] % heads == 0:
      let size = shape[2] / heads
      layout = Layout(
        batch: shape[0], steps: shape[1], heads: heads, size: size, headStride: size, stepStride: shape[2],
        rotated: rotatedSize == 0 ? size : rotatedSize)
    default: throw .shape("X of shape \(shape) with num_heads \(heads)")
    }
    guard layout.rotated <= layout.size, layout.rotated % 2 == 0 else {
      throw .shape("\(layout.rotated) of \(layout.size) features to rotate in pairs")
    }
    return layout
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let type = try outputShape(of: inputs).type
    let layout = try layout(inputs.required(0).shape)
    let (cosines, sines) = (try inputs.required(1), try inputs.required(2))
    let half = layout.rotated / 2
    let rows: [Int]
    if let positions = inputs[3] {
      guard positions.shape.extents == [layout.batch, layout.steps], cosines.shape.rank == 2 else {
        throw .shape(
          "position ids \(positions.shape) and cosines \(cosines.shape) for X of \(layout.batch) x \(layout.steps)"
        )
      }
      rows = try Indices.normalized(positions, extent: cosines.shape[0])
    } else {
      rows = Array(0..<layout.batch * layout.steps)
    }
    guard cosines.shape == sines.shape, let last = cosines.shape.extents.last, last == half,
      inputs[3] != nil || cosines.shape.count == rows.count * half
    else {
      throw .shape("cosines \(cosines.shape) and sines \(sines.shape) for \(half) pairs of features")
    }
    var kernel = Kernel(
      x: try inputs.take(0), cosines: cosines, sines: sines, rows: rows, layout: layout,
      isInterleaved: isInterleaved)
    return [try type.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let x: Tensor
    let cosines: Tensor
    let sines: Tensor
    let rows: [Int]
    let layout: Layout
    let isInterleaved: Bool

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      var result = x
      let half = layout.rotated / 2
      cosines.withElements(as: Element.self) { cosines in
        sines.withElements(as: Element.self) { sines in
          result.withMutableElements(as: Element.self) { values in
            for batch in 0..<layout.batch {
              for step in 0..<layout.steps {
                let row = rows[batch * layout.steps + step] * half
                for head in 0..<layout.heads {
                  let start =
                    batch * layout.steps * layout.heads * layout.size + head * layout.headStride
                    + step * layout.stepStride
                  for pair in 0..<half {
                    let first = start + (isInterleaved ? 2 * pair : pair)
                    let second = isInterleaved ? first + 1 : first + half
                    let (a, b, cosine, sine) = (
                      values[first], values[second], cosines[row + pair], sines[row + pair]
                    )
                    values[first] = cosine * a - sine * b
                    values[second] = sine * a + cosine * b
                  }
                }
              }
            }
          }
        }
      }
      return result
    }
  }
}
