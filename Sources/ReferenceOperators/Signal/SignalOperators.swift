/// The rows of the operators on signals and spectra.
package enum SignalOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition(
      "DFT", since: 17, inputs: 1...2, outputs: 1...1, attributes: ["axis", "inverse", "onesided"]
    ) { node throws(OperatorError) in HalfPrecision(try FourierTransform(node)) },
    OperatorDefinition("DFT", since: 20, inputs: 1...3, outputs: 1...1, attributes: ["inverse", "onesided"]) {
      node throws(OperatorError) in HalfPrecision(try FourierTransform(node))
    },
    OperatorDefinition("STFT", since: 17, inputs: 2...4, outputs: 1...1, attributes: ["onesided"]) {
      node throws(OperatorError) in HalfPrecision(try ShortTimeFourierTransform(node))
    },
    OperatorDefinition(
      "MelWeightMatrix", since: 17, inputs: 5...5, outputs: 1...1, attributes: ["output_datatype"]
    ) { node throws(OperatorError) in try MelWeightMatrix(node) },
  ]
}
