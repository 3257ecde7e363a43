/// The attributes of Conv: how its windows slide, and `group` (default 1).
struct ConvolutionAttributes: Sendable {
  let windows: WindowAttributes
  let groups: Int

  init(_ reader: NodeReader) throws(OperatorError) {
    windows = try WindowAttributes(reader)
    groups = try reader.int("group", default: 1)
    guard groups > 0 else { throw .attribute("group", found: "\(groups)", expected: "1 or more") }
  }

  /// The output's extents, as far as they follow from what is known.
  /// - Throws: what ``ConvolutionGeometry`` throws, once both shapes are known.
  func outputExtents(input: [Int?]?, weight: [Int?]?) throws(OperatorError) -> [Int?]? {
    guard let rank = input?.count ?? weight?.count else { return nil }
    let input = input ?? [Int?](repeating: nil, count: rank)
    let weight = weight ?? [Int?](repeating: nil, count: rank)
    let knownInput = input.compactMap { $0 }
    let knownWeight = weight.compactMap { $0 }
    if knownInput.count == input.count, knownWeight.count == weight.count {
      return try ConvolutionGeometry(windows, groups: groups, input: knownInput, weight: knownWeight).outputExtents
    }
    guard rank >= 3, input.count == weight.count else {
      throw .shape(
        "an input of rank \(input.count) and a weight of rank \(weight.count): both need one, 3 or more")
    }
    var kernel = Array(weight[2...])
    if let declared = windows.kernelShape, declared.count == kernel.count {
      for axis in kernel.indices { kernel[axis] = kernel[axis] ?? declared[axis] }
    }
    let axes = try WindowAxis.resolve(windows, known: Array(input[2...]), kernel: kernel)
    return [input[0], weight[0]] + axes.map { $0?.output }
  }
}
