import Tensors

/// STFT-17 (ONNX Operators): Fourier transforms of a signal's overlapping frames.
///
/// Inputs: signal [batch, length, 1] or, complex, [batch, length, 2]; the samples from one frame to the next
/// (scalar); optional window [frame length]; optional frame length (scalar, default the window's). Output:
/// [batch, frames, bins, 2], with frame length / 2 + 1 bins for `onesided` = 1 (default, of real signals), else
/// as many as the frame is long.
struct ShortTimeFourierTransform: Operator {
  private let isOneSided: Bool

  init(_ node: NodeReader) throws(OperatorError) { isOneSided = try node.flag("onesided", default: true) }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let signal = try inputs.required(0, of: DataType.floats)
    _ = try inputs.required(1)
    try inputs.check(2, of: DataType.floats)
    guard let extents = signal.extents else { return [ValueFact(signal.dataType, [nil, nil, nil, 2])] }
    guard extents.count == 3, extents[2].map({ $0 == 1 || $0 == 2 }) ?? true else {
      throw .shape("a signal of shape \(BroadcastShape.text(extents)) where [N, L, 1] or [N, L, 2] is accepted")
    }
    if isOneSided, extents[2] == 2 { throw .shape("a one-sided transform is one of a real signal") }
    guard let frame = try frameLength(inputs) else {
      return [ValueFact(signal.dataType, [extents[0], nil, nil, 2])]
    }
    let bins = isOneSided ? frame / 2 + 1 : frame
    guard let step = try inputs.integers(1), let length = extents[1] else {
      return [ValueFact(signal.dataType, [extents[0], nil, bins, 2])]
    }
    guard let step = step.first, step > 0 else { throw .value("a frame step of \(step): 1 or more is accepted") }
    guard frame <= length else { throw .shape("frames of \(frame) samples in a signal of \(length)") }
    return [ValueFact(signal.dataType, [extents[0], (length - frame) / step + 1, bins, 2])]
  }

  /// Samples of a frame; `nil` where that is not known yet.
  private func frameLength(_ inputs: InputFacts) throws(OperatorError) -> Int? {
    let window = inputs[2]?.extents
    if let window, window.count != 1 {
      throw .shape("a window of shape \(BroadcastShape.text(window)) where [frame length] is accepted")
    }
    guard inputs[3] != nil else {
      guard inputs[2] != nil else { throw .missingInput(index: 3) }
      return try Self.checked(window?[0])
    }
    guard let given = try inputs.integers(3) else { return nil }
    if let extent = window?[0], extent != given.first {
      throw .shape("a window of \(extent) samples for frames of \(given)")
    }
    return try Self.checked(given.first ?? 0)
  }

  private static func checked(_ length: Int?) throws(OperatorError) -> Int? {
    if let length, !(1...1 << 40).contains(length) {
      throw .value("frames of \(length) samples: 1 to 2^40 is accepted")
    }
    return length
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let frame = try frameLength(InputFacts(inputs)) ?? 1
    var kernel = Kernel(
      signal: try inputs.required(0), window: inputs[2], step: try inputs.required(1).integers.first ?? 1,
      plan: FourierPlan(length: frame), shape: shape)
    return [try kernel.signal.dataType.dispatch(&kernel)]
  }

  private struct Kernel: RealVisitor {
    let signal: Tensor
    let window: Tensor?
    let step: Int
    let plan: FourierPlan
    let shape: Shape

    mutating func visit<Element: RealElement>(_: Element.Type) -> Tensor {
      let weights = window?.elements(as: Element.self).map { Double($0) }
      let (length, parts) = (signal.shape[1], signal.shape[2])
      return signal.withElements(as: Element.self) { source in
        Tensor(shape, of: Element.self) { target in
          for row in 0..<shape[0] * shape[1] {
            let (image, index) = row.quotientAndRemainder(dividingBy: shape[1])
            var values = ComplexValues(zeros: plan.length)
            for n in 0..<plan.length {
              let at = (image * length + index * step + n) * parts
              let weight = weights?[n] ?? 1
              values.real[n] = Double(source[at]) * weight
              if parts == 2 { values.imaginary[n] = Double(source[at + 1]) * weight }
            }
            plan.transform(&values)
            for bin in 0..<shape[2] {
              target[(row * shape[2] + bin) * 2] = Element(values.real[bin])
              target[(row * shape[2] + bin) * 2 + 1] = Element(values.imaginary[bin])
            }
          }
        }
      }
    }
  }
}
