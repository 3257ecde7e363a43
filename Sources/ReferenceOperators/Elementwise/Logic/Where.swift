import Tensors

/// Where-9 (ONNX Operators): X where the condition holds, else Y, all three broadcast.
///
/// Inputs: condition (bool), X and Y of one type, any.
package struct Where: Operator {
  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let condition = try inputs.required(0, of: [.bool])
    let (x, y) = (try inputs.required(1), try inputs.required(2))
    let type = try inputs.commonType(1..<3, of: DataType.any)
    return [ValueFact(type, try BroadcastShape.extents(of: [condition.extents, x.extents, y.extents]))]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let condition = try inputs.take(0)
    let choice = Choice(
      condition: condition, x: try inputs.required(1).shape, y: try inputs.required(2).shape, result: shape)
    return [try Tensor.moved(type, shape, from: [try inputs.take(1), try inputs.take(2)], by: choice)]
  }

  private struct Choice: Movement {
    let condition: Tensor
    let walk: BroadcastWalk

    init(condition: Tensor, x: Shape, y: Shape, result: Shape) {
      self.condition = condition
      walk = BroadcastWalk([condition.shape, x, y], to: result)
    }

    func move<Element>(
      from sources: [UnsafeBufferPointer<Element>], to target: UnsafeMutableBufferPointer<Element>
    ) throws(OperatorError) {
      let length = walk.rowLength
      let steps = walk.advances.map { $0 ? 1 : 0 }
      let (stepX, stepY) = (steps[1], steps[2])
      condition.withElements(as: UInt8.self) { mask in
        guard let mask = mask.baseAddress, let x = sources[0].baseAddress, let y = sources[1].baseAddress,
          let target = target.baseAddress
        else { return }
        walk.forEachRow { start, offsets in
          let (mask, x, y) = (mask + offsets[0], x + offsets[1], y + offsets[2])
          let target = target + start
          if steps[0] == 0 {
            // One answer for the whole row.
            let (source, step) = mask[0] != 0 ? (x, stepX) : (y, stepY)
            for i in 0..<length { target[i] = source[i &* step] }
          } else if stepX == 1, stepY == 1 {
            for i in 0..<length { target[i] = mask[i] != 0 ? x[i] : y[i] }
          } else {
            for i in 0..<length { target[i] = mask[i] != 0 ? x[i &* stepX] : y[i &* stepY] }
          }
        }
      }
    }
  }
}
