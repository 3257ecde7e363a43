import Tensors

/// DFT (ONNX Operators, 17 and 20): the discrete Fourier transform along one axis.
///
/// Input: floats [..., 1] (real) or [..., 2] (real and imaginary part); optional scalar input 1: the length, to
/// which the signal is cut or padded with zeros. Output: [..., 2], along the axis the length. `inverse` (default
/// 0) transforms back and divides by the length. `onesided` (default 0): of a real signal only the first
/// length / 2 + 1 values, and back from those to a real signal [..., 1] of length 2 (extent - 1) unless given.
/// The axis is attribute `axis` (default 1) in version 17, input 2 (default -2) in 20.
struct FourierTransform: Operator {
  private let axis: Int?
  private let isInverse: Bool
  private let isOneSided: Bool

  init(_ node: NodeReader) throws(OperatorError) {
    axis = node.version < 20 ? try node.int("axis", default: 1) : node.hasInput(2) ? nil : -2
    isInverse = try node.flag("inverse")
    isOneSided = try node.flag("onesided")
  }

  /// Whether the result is a real signal.
  private var givesReals: Bool { isInverse && isOneSided }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: DataType.floats)
    guard let extents = input.extents else { return [ValueFact(input.dataType, nil)] }
    guard extents.count >= 2, extents.last.map({ $0 == nil || $0 == 1 || $0 == 2 }) == true else {
      throw .shape("a signal of shape \(BroadcastShape.text(extents)) where [..., 1] or [..., 2] is accepted")
    }
    if isOneSided, let parts = extents[extents.count - 1], (parts == 2) != isInverse {
      throw .shape("a one-sided transform is one of a real signal, or back from complex values to one")
    }
    guard let axis = try knownAxis(inputs) else {
      return [ValueFact(input.dataType, [Int?](repeating: nil, count: extents.count))]
    }
    let index = try signalAxis(axis, rank: extents.count)
    var result = extents
    result[extents.count - 1] = givesReals ? 1 : 2
    let length = try length(inputs, extent: extents[index])
    result[index] = length.map { isOneSided && !isInverse ? $0 / 2 + 1 : $0 }
    return [ValueFact(input.dataType, result)]
  }

  /// The axis as the node or its input gives it; `nil` where that is not known yet.
  private func knownAxis(_ inputs: InputFacts) throws(OperatorError) -> Int? {
    if let axis { return axis }
    guard let given = try inputs.integers(2) else { return nil }
    guard given.count == 1 else { throw .value("\(given.count) axes where one is accepted") }
    return given[0]
  }

  private func signalAxis(_ axis: Int, rank: Int) throws(OperatorError) -> Int {
    let index = try Axes.index(axis, rank: rank)
    guard index < rank - 1 else { throw .value("axis \(axis) is that of the real and imaginary parts") }
    return index
  }

  /// The length of the transform.
  private func length(_ inputs: InputFacts, extent: Int?) throws(OperatorError) -> Int? {
    let given = try inputs.integers(1)
    if given == nil, inputs[1] != nil { return nil }
    let length = given.map { $0.first ?? 0 } ?? extent.map { givesReals ? 2 * ($0 - 1) : $0 }
    guard let length else { return nil }
    guard (1...1 << 40).contains(length) else {
      throw .value("a transform of length \(length): 1 to 2^40 is accepted")
    }
    return length
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let facts = InputFacts(inputs)
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.required(0)
    let index = try signalAxis(knownAxis(facts) ?? -2, rank: shape.rank)
    let length = try length(facts, extent: input.shape[index]) ?? 1
    // The signal and the plan, up to four times as long, in pairs of doubles.
    try context.requireMemory(length * 128)
    let lines = SpectralLines(source: input.shape, target: shape, axis: index)
    var kernel = Kernel(
      input: input, shape: shape, lines: lines, plan: FourierPlan(length: length), isInverse: isInverse,
      mirrors: givesReals)
    return [try input.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let input: Tensor
    let shape: Shape
    let lines: SpectralLines
    let plan: FourierPlan
    let isInverse: Bool
    /// Whether the second half of the spectrum follows from the first.
    let mirrors: Bool

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      input.withElements(as: Element.self) { source in
        Tensor(shape, of: Element.self) { target in
          for line in 0..<lines.count {
            var values = ComplexValues(zeros: plan.length)
            lines.read(line, source, into: &values)
            if mirrors { mirror(&values) }
            plan.transform(&values, inverse: isInverse)
            lines.write(line, values, into: target)
          }
        }
      }
    }

    /// The spectrum of a real signal: element n - k is the conjugate of element k.
    private func mirror(_ values: inout ComplexValues) {
      for k in stride(from: 1, to: (plan.length + 1) / 2, by: 1) {
        values.real[plan.length - k] = values.real[k]
        values.imaginary[plan.length - k] = -values.imaginary[k]
      }
    }
  }
}

/// The lines along one axis of a tensor whose last axis holds real and imaginary parts.
private struct SpectralLines {
  private let sourceExtent: Int
  private let targetExtent: Int
  private let inner: Int
  private let sourceParts: Int
  private let targetParts: Int
  let count: Int

  init(source: Shape, target: Shape, axis: Int) {
    (sourceExtent, targetExtent) = (source[axis], target[axis])
    inner = source.count(of: axis + 1..<source.rank - 1)
    (sourceParts, targetParts) = (source[source.rank - 1], target[target.rank - 1])
    count = source.count(of: 0..<axis) * inner
  }

  func read<Element: RealElement>(
    _ line: Int, _ source: UnsafeBufferPointer<Element>, into values: inout ComplexValues
  ) {
    let (outer, column) = line.quotientAndRemainder(dividingBy: inner)
    for n in 0..<min(values.real.count, sourceExtent) {
      let at = ((outer * sourceExtent + n) * inner + column) * sourceParts
      values.real[n] = Double(source[at])
      if sourceParts == 2 { values.imaginary[n] = Double(source[at + 1]) }
    }
  }

  func write<Element: RealElement>(
    _ line: Int, _ values: ComplexValues, into target: UnsafeMutableBufferPointer<Element>
  ) {
    let (outer, column) = line.quotientAndRemainder(dividingBy: inner)
    for n in 0..<targetExtent {
      let at = ((outer * targetExtent + n) * inner + column) * targetParts
      target[at] = Element(values.real[n])
      if targetParts == 2 { target[at + 1] = Element(values.imaginary[n]) }
    }
  }
}
