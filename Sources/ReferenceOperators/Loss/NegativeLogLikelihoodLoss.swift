import Tensors

/// ONNX NegativeLogLikelihoodLoss (12, 13, 22): minus the log-probability of each target's class, weighted.
///
/// Inputs: log-probabilities [N, C, d...], floats; targets [N, d...], int32 or int64; optional weights [C].
/// Output: [N, d...] for the reduction `none`, else a scalar. Attributes: ``ClassificationLoss``. The versions
/// differ in the types alone.
package struct NegativeLogLikelihoodLoss: Operator {
  private let loss: ClassificationLoss

  package init(_ reader: NodeReader) throws(OperatorError) { loss = try ClassificationLoss(reader) }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [try loss.inferLoss(of: inputs)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    return [try loss.evaluate(inputs.required(0), targets: inputs.required(1), weights: inputs[2])]
  }
}
