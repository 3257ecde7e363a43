import CKernels
import ModelGraph
import Tensors

/// ONNX LayerNormalization (17) and RMSNormalization (23): rows over the axes from `axis` on, brought to mean 0
/// (LayerNormalization) and scale 1.
///
/// Inputs: X, Scale and (LayerNormalization) optional B, both broadcast to X's shape; floats. Outputs: Y, and of
/// LayerNormalization optional Mean and InvStdDev, X's shape with 1 from `axis` on, float or double. Attributes:
/// `axis` (-1), `epsilon` (1e-5), `stash_type` (1, float: what is computed in, whatever the input's type).
package struct LayerNormalization: Operator {
  private let axis: Int
  fileprivate let epsilon: Float
  /// Whether rows are centered: LayerNormalization's difference from RMSNormalization.
  fileprivate let isCentered: Bool
  private let outputs: Int

  package init(_ reader: NodeReader, isCentered: Bool) throws(OperatorError) {
    axis = try reader.int("axis", default: -1)
    epsilon = try reader.float("epsilon", default: 1e-5)
    outputs = reader.node.outputs.count
    self.isCentered = isCentered
    let stash = try reader.int("stash_type", default: 1)
    guard [1, 11].contains(stash) else {
      throw .attribute("stash_type", found: "\(stash)", expected: "1 (float) or 11 (double)")
    }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    _ = try inputs.required(1, of: DataType.floats)
    try inputs.check(2, of: DataType.floats)
    let statistics: DataType = input.dataType == .float64 ? .float64 : .float32
    guard let extents = input.extents else {
      return [ValueFact(input.dataType, nil)] + (1..<max(outputs, 1)).map { _ in ValueFact(statistics, nil) }
    }
    let axis = try Axes.index(axis, rank: extents.count)
    for index in 1...2 {
      guard let own = inputs[index]?.extents else { continue }
      let stretched = try BroadcastShape.extents(of: [extents, own]) ?? []
      guard stretched.count == extents.count,
        zip(stretched, extents).allSatisfy({ $0 == $1 || $0 == nil || $1 == nil })
      else {
        throw .shape(
          "input \(index) \(BroadcastShape.text(own)) does not broadcast to \(BroadcastShape.text(extents))")
      }
    }
    let reduced = extents[..<axis] + [Int?](repeating: 1, count: extents.count - axis)
    return [ValueFact(input.dataType, extents)]
      + (1..<max(outputs, 1)).map { _ in ValueFact(statistics, Array(reduced)) }
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shapes = try outputShapes(of: inputs)
    let input = try inputs.required(0).widened()
    var kernel = Kernel(
      input: input, scale: try inputs.required(1).widened(), bias: inputs[2]?.widened(),
      axis: try Axes.index(axis, rank: input.shape.rank), layer: self, threads: context.threads)
    let (values, means, scales) = try input.dataType.dispatch(&kernel)
    let results = [values.narrowed(to: shapes[0].type)] + (isCentered ? [means, scales] : [])
    return try zip(shapes, results).map { shape, result throws(OperatorError) in try result.withShape(shape.shape)
    }
  }

  private struct Kernel: RealVisitor {
    let input: Tensor
    let scale: Tensor
    let bias: Tensor?
    let axis: Int
    let layer: LayerNormalization
    let threads: Int

    mutating func visit<Element: RealElement>(
      _ type: Element.Type
    ) throws(OperatorError) -> (values: Tensor, means: Tensor, scales: Tensor) {
      let length = input.shape.count(of: axis..<input.shape.rank)
      let rows = input.shape.count(of: 0..<axis)
      let statistics = try Shape(checked: [rows])
      let isAffineByRow = isRow(scale, length) && (bias.map { isRow($0, length) } ?? true)
      let scales = isAffineByRow ? scale.reals(as: Element.self) : stretched(scale, as: Element.self)
      let shifts = bias.map { isAffineByRow ? $0.reals(as: Element.self) : stretched($0, as: Element.self) }
      var result = (values: input, means: input, scales: input)
      result.values = Tensor(input.shape, of: Element.self) { target in
        result.means = Tensor(statistics, of: Element.self) { means in
          result.scales = Tensor(statistics, of: Element.self) { inverses in
            input.withElements(as: Element.self) { source in
              let affine = RowAffine(scales: scales, shifts: shifts, advances: isAffineByRow ? 0 : length)
              concurrently(over: rows, grain: max(1, (1 << 13) / max(length, 1)), threads: threads) {
                for row in $0 {
                  let bounds = row * length..<(row + 1) * length
                  (means[row], inverses[row]) = affine.normalize(
                    UnsafeBufferPointer(rebasing: source[bounds]), row: row, layer,
                    to: UnsafeMutableBufferPointer(rebasing: target[bounds]))
                }
              }
            }
          }
        }
      }
      return result
    }

    /// Whether the parameter has one value for each element of a row, the same for all rows.
    private func isRow(_ parameter: Tensor, _ length: Int) -> Bool {
      parameter.count == length
        && parameter.shape.extents.reversed().elementsEqual(
          input.shape.extents.reversed().prefix(parameter.shape.rank), by: { $0 == $1 || $0 == 1 })
        && parameter.shape.rank <= input.shape.rank - axis
    }

    private func stretched<Element: RealElement>(_ parameter: Tensor, as _: Element.Type) -> [Element] {
      let values = parameter.reals(as: Element.self)
      let walk = BroadcastWalk([parameter.shape], to: input.shape)
      var result: [Element] = []
      walk.forEachRow { _, offsets in
        for i in 0..<walk.rowLength { result.append(values[offsets[0] + (walk.advances[0] ? i : 0)]) }
      }
      return result
    }
  }
}

/// `(x - mean) * inverse * scale + shift` over rows.
private struct RowAffine<Element: RealElement> {
  let scales: [Element]
  let shifts: [Element]?
  /// Parameters from one row to the next; 0 where all rows share them.
  let advances: Int

  /// - Returns: the mean and the inverse of the deviation.
  func normalize(
    _ x: UnsafeBufferPointer<Element>, row: Int, _ layer: LayerNormalization,
    to y: UnsafeMutableBufferPointer<Element>
  ) -> (mean: Element, inverse: Element) {
    let start = row * advances
    return scales.withUnsafeBufferPointer { scales in
      (shifts ?? []).withUnsafeBufferPointer { shifts in
        let shift = self.shifts == nil ? nil : shifts.baseAddress.map { $0 + start }
        if let x = x.asFloats, let scale = scales.asFloats?.baseAddress {
          return normalize(x, scale + start, shift, layer, to: y)
        }
        let mean = layer.isCentered ? RowSums.sum(of: x) / Element(x.count) : 0
        let variance = RowSums.sumOfSquares(of: x, from: mean) / Element(x.count)
        let inverse = 1 / (variance + Element(layer.epsilon)).squareRoot()
        for i in y.indices { y[i] = (x[i] - mean) * inverse * scales[start + i] + (shift?[i] ?? 0) }
        return (mean, inverse)
      }
    }
  }

  /// The same by a kernel, where `Element` is `Float`.
  private func normalize(
    _ x: UnsafeBufferPointer<Float>, _ scale: UnsafePointer<Float>, _ shift: UnsafePointer<Element>?,
    _ layer: LayerNormalization, to y: UnsafeMutableBufferPointer<Element>
  ) -> (mean: Element, inverse: Element) {
    var row = ck_normalization(
      count: x.count, is_centered: layer.isCentered, epsilon: layer.epsilon, scale: scale,
      shift: UnsafeRawPointer(shift)?.assumingMemoryBound(to: Float.self))
    var (mean, inverse): (Float, Float) = (0, 0)
    let target = UnsafeMutableRawPointer(y.baseAddress)?.assumingMemoryBound(to: Float.self)
    ck_normalize_row(&row, x.baseAddress, target, &mean, &inverse)
    return (Element(mean), Element(inverse))
  }
}
