import CKernels
import Tensors

/// An operator on float16 and bfloat16 values by way of `Float`: inputs are widened, the result is rounded
/// once.
///
/// The one place where kernels meet the 16-bit types: what it wraps computes in `Float` only. Outputs that
/// the wrapped operator's shape rule declares to be of a 16-bit type are narrowed to it.
package struct HalfPrecision: Operator {
  let wrapped: any Operator

  package init(_ wrapped: any Operator) { self.wrapped = wrapped }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    try wrapped.inferOutputs(of: inputs)
  }

  package func specialized(for inputs: [ValueFact?], threads: Int) throws(OperatorError) -> (any Operator)? {
    guard inputs.allSatisfy({ $0?.constant?.isHalfPrecision != true }) else { return nil }
    return try wrapped.specialized(for: inputs, threads: threads).map(HalfPrecision.init)
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    guard (0..<inputs.count).contains(where: { inputs[$0]?.isHalfPrecision ?? false }) else {
      return try wrapped.evaluate(&inputs, in: context)
    }
    let types = try wrapped.inferOutputs(of: InputFacts(inputs)).map(\.dataType)
    var widened = OperatorInputs((0..<inputs.count).map { inputs[$0]?.widened(threads: context.threads) })
    let outputs = try wrapped.evaluate(&widened, in: context)
    return zip(outputs, types).map { output, type in
      type.map { output.narrowed(to: $0, threads: context.threads) } ?? output
    }
  }
}

extension Tensor {
  package var isHalfPrecision: Bool { dataType == .float16 || dataType == .bfloat16 }

  /// The elements as `Float` where they are of a 16-bit type, else this tensor.
  package func widened(threads: Int = 1) -> Tensor {
    guard dataType == .float16 else { return dataType == .bfloat16 ? asFloat32() ?? self : self }
    return withElements(as: UInt16.self) { source in
      Tensor(shape, of: Float.self) { target in
        guard let x = source.baseAddress, let y = target.baseAddress else { return }
        concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
          ck_widen_half(x + part.lowerBound, y + part.lowerBound, part.count)
        }
      }
    }
  }

  /// The elements rounded to a 16-bit type, where they are `Float` and it is one; else this tensor.
  package func narrowed(to type: DataType, threads: Int = 1) -> Tensor {
    guard dataType == .float32, type == .float16 || type == .bfloat16 else { return self }
    guard type == .float16 else { return fromFloat32(to: type) ?? self }
    return withElements(as: Float.self) { source in
      Tensor(type, shape) { (raw: UnsafeMutableRawBufferPointer) in
        guard let x = source.baseAddress, let y = raw.bindMemory(to: UInt16.self).baseAddress else { return }
        concurrently(over: source.count, grain: elementsPerTask, threads: threads) { part in
          ck_narrow_half(x + part.lowerBound, y + part.lowerBound, part.count)
        }
      }
    }
  }
}
