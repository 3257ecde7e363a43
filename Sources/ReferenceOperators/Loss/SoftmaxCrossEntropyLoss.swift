import Tensors

/// ONNX SoftmaxCrossEntropyLoss (12, 13): ``NegativeLogLikelihoodLoss`` of the scores' LogSoftmax over the
/// classes.
///
/// Inputs: scores [N, C, d...], floats; targets [N, d...], int32 or int64; optional weights [C]. Outputs: the
/// loss, [N, d...] for the reduction `none`, else a scalar; and where the node lists it the log-probabilities,
/// of the scores' shape. Attributes: ``ClassificationLoss``.
package struct SoftmaxCrossEntropyLoss: Operator {
  private let loss: ClassificationLoss
  private let outputCount: Int

  package init(_ reader: NodeReader) throws(OperatorError) {
    loss = try ClassificationLoss(reader)
    outputCount = reader.node.outputs.count
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let result = try loss.inferLoss(of: inputs)
    let scores = try inputs.required(0)
    return Array([result, ValueFact(scores.dataType, scores.extents)].prefix(outputCount))
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let scores = try inputs.take(0)
    var softmax = SoftmaxRows(
      values: scores, length: scores.shape[1], inner: scores.shape.count(of: 2..<scores.shape.rank),
      isLogarithm: true, threads: context.threads)
    let logProbabilities = try scores.dataType.dispatch(&softmax)
    let result = try loss.evaluate(logProbabilities, targets: inputs.required(1), weights: inputs[2])
    return Array([result, logProbabilities].prefix(outputCount))
  }
}
