import ModelGraph
import Tensors

/// How an input takes its samples: along its first axis, as many as it has or, where that is open, any number.
struct SampleLayout {
  private let input: ValueInfo

  init(_ input: ValueInfo) { self.input = input }

  /// Samples of one run; `nil` where any number is taken.
  var batch: Int? { if case .fixed(let extent)? = input.extents?.first { extent } else { nil } }

  /// The samples in the input's type and, from the second axis on, in its shape.
  ///
  /// Unit axes may be missing or too many (IDX files of grey images have no channel axis): what counts is that
  /// a sample has as many elements.
  /// - Throws: ``InputError``.
  func fitted(_ tensor: Tensor, path: String) throws -> Tensor {
    guard tensor.shape.rank > 0 else { throw misfit(tensor, path) }
    let typed = try converted(tensor, path: path)
    guard let extents = input.extents else { return typed }
    guard !extents.isEmpty else { throw misfit(tensor, path) }
    let found = tensor.shape.extents.dropFirst()
    let declared = extents.dropFirst()
    if found.count == declared.count, zip(found, declared).allSatisfy(Self.agrees) { return typed }
    let fixed = declared.compactMap { if case .fixed(let extent) = $0 { extent } else { nil } }
    guard fixed.count == declared.count, let shape = try? Shape([tensor.shape[0]] + fixed),
      shape.count == tensor.count
    else { throw misfit(tensor, path) }
    return try typed.reshaped(to: shape)
  }

  private func converted(_ tensor: Tensor, path: String) throws(InputError) -> Tensor {
    guard let type = input.dataType else { return tensor }
    guard let typed = SampleScaling.converted(tensor, to: type) else {
      throw .sampleType(input: input.name, found: tensor.dataType, expected: type, path: path)
    }
    return typed
  }

  private static func agrees(_ found: Int, _ declared: ValueInfo.Extent) -> Bool {
    if case .fixed(let extent) = declared { extent == found } else { true }
  }

  private func misfit(_ tensor: Tensor, _ path: String) -> InputError {
    let extents = (input.extents ?? []).dropFirst().map { extent in
      switch extent {
      case .fixed(let value): String(value)
      case .symbol(let name): name
      case .unknown: "?"
      }
    }
    return .sampleShape(
      input: input.name, found: tensor.shape, expected: "[" + (["samples"] + extents).joined(separator: "x") + "]",
      path: path)
  }
}

extension Tensor {
  /// Items along the first axis, the last of them repeated until there are `count`.
  func items(_ range: Range<Int>, filledTo count: Int) -> Tensor {
    precondition(range.upperBound <= shape[0] && !range.isEmpty && count >= range.count)
    guard let shape = try? Shape([count] + shape.extents.dropFirst()) else {
      preconditionFailure("no more items than the tensor or the network has")
    }
    let width = byteCount / self.shape[0]
    return Tensor(dataType, shape) { target in
      withUnsafeBytes { source in
        for item in 0..<count {
          let from = min(range.lowerBound + item, range.upperBound - 1)
          UnsafeMutableRawBufferPointer(rebasing: target[item * width..<(item + 1) * width])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from * width..<(from + 1) * width]))
        }
      }
    }
  }
}
