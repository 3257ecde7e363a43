import Tensors

/// NonMaxSuppression-10 (ONNX Operators): the boxes that survive, best first, where a box is dropped that
/// overlaps a better one of its class too much.
///
/// Inputs: boxes [batches, boxes, 4], scores [batches, classes, boxes], and optional scalars: the most boxes a
/// class (int64, default 0: none), the overlap (intersection over union) above which a box is dropped (default
/// 0), the score that a box has to exceed (default: none). Boxes are two opposite corners y, x, y, x, with
/// `center_point_box` = 1 x, y of the centre, width and height. Output: int64 [selected, 3]: batch, class, box.
package struct NonMaxSuppression: Operator {
  private let isCentered: Bool

  package init(_ node: NodeReader) throws(OperatorError) { isCentered = try node.flag("center_point_box") }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let boxes = try inputs.required(0, of: [.float32])
    let scores = try inputs.required(1, of: [.float32])
    try inputs.check(2, of: [.int64])
    try inputs.check(3, of: [.float32])
    try inputs.check(4, of: [.float32])
    if let a = boxes.shape, let b = scores.shape {
      guard a.rank == 3, b.rank == 3, a[2] == 4, a[0] == b[0], a[1] == b[2] else {
        throw .shape("boxes \(a) and scores \(b) where [N, B, 4] and [N, C, B] are accepted")
      }
    }
    return [ValueFact(.int64, [nil, 3])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let boxes = try inputs.required(0)
    let scores = try inputs.required(1)
    let limit = inputs[2]?.integers.first ?? 0
    let overlapLimit = inputs[3]?.elements(as: Float.self).first ?? 0
    let scoreLimit = inputs[4]?.elements(as: Float.self).first
    let corners = BoxCorners.all(of: boxes, isCentered: isCentered)
    let values = scores.elements(as: Float.self)
    let (batches, classes, count) = (scores.shape[0], scores.shape[1], scores.shape[2])
    var selected: [Int64] = []
    for batch in 0..<batches {
      for category in 0..<classes {
        let start = (batch * classes + category) * count
        let candidates = (0..<count)
          .filter { box in scoreLimit.map { values[start + box] > $0 } ?? true }
          .sorted { a, b in
            let (x, y) = (values[start + a], values[start + b])
            return x > y || (x == y && a < b)
          }
        var kept: [Int] = []
        for box in candidates where kept.count < limit {
          let own = corners[batch * count + box]
          guard kept.allSatisfy({ corners[batch * count + $0].overlap(with: own) <= overlapLimit }) else {
            continue
          }
          kept.append(box)
          selected += [Int64(batch), Int64(category), Int64(box)]
        }
      }
    }
    let shape = try Shape(checked: [selected.count / 3, 3])
    return [Tensor(shape, of: Int64.self) { _ = $0.initialize(from: selected) }]
  }
}

/// A box by its lowest and highest corner.
private struct BoxCorners {
  let top: Float
  let left: Float
  let bottom: Float
  let right: Float

  static func all(of boxes: Tensor, isCentered: Bool) -> [BoxCorners] {
    boxes.withElements(as: Float.self) { values in
      stride(from: 0, to: values.count, by: 4).map { i in
        let (a, b, c, d) = (values[i], values[i + 1], values[i + 2], values[i + 3])
        return isCentered
          ? BoxCorners(top: b - d / 2, left: a - c / 2, bottom: b + d / 2, right: a + c / 2)
          : BoxCorners(top: min(a, c), left: min(b, d), bottom: max(a, c), right: max(b, d))
      }
    }
  }

  private var area: Float { (bottom - top) * (right - left) }

  /// Intersection over union; 0 where one of the boxes has no area.
  func overlap(with other: BoxCorners) -> Float {
    let height = min(bottom, other.bottom) - max(top, other.top)
    let width = min(right, other.right) - max(left, other.left)
    guard height > 0, width > 0, area > 0, other.area > 0 else { return 0 }
    let intersection = height * width
    return intersection / (area + other.area - intersection)
  }
}
