import ReferenceOperators

extension AccuracyStudy {
  /// What an evaluation may use beside what the study keeps: every output of the dense network and of a pruned one, and
  /// each point's prediction for every sample.
  /// - Parameter batch: the outputs of one batch, which those of the others are as large as.
  /// - Throws: ``InputError/samplesMemory(samples:bytes:limit:)``.
  func context(keepingOutputsLike batch: [NamedTensor]) throws(InputError) -> ExecutionContext {
    let held = 2 * batch.reduce(0) { $0 + $1.tensor.byteCount }
    let outputs = held.multipliedReportingOverflow(by: samples.batches.count)
    let predictions = samples.count.multipliedReportingOverflow(by: settings.count * MemoryLayout<Int>.stride)
    let sum = outputs.partialValue.addingReportingOverflow(predictions.partialValue)
    let bytes = outputs.overflow || predictions.overflow || sum.overflow ? .max : sum.partialValue
    guard bytes <= context.memoryLimit else {
      throw .samplesMemory(samples: samples.count, bytes: bytes, limit: context.memoryLimit)
    }
    return context.holding(bytes)
  }
}
