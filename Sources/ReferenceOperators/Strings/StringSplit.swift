import Tensors

/// StringSplit-20 (ONNX Operators): the parts of each string between `delimiter`s, and how many there are.
///
/// Input: strings of any shape. Outputs: strings [shape..., most parts], "" behind a string's last part; int64
/// counts of the input's shape. Without a delimiter, or with "", parts are what white space separates.
/// `maxsplit` (default: no limit) ends splitting; the rest is the last part.
package struct StringSplit: Operator {
  private let delimiter: [Unicode.Scalar]
  private let limit: Int

  package init(_ node: NodeReader) throws(OperatorError) {
    delimiter = Array(try node.string("delimiter", default: "").unicodeScalars)
    limit = try node.int("maxsplit", default: .max)
    guard limit >= 0 else { throw .attribute("maxsplit", found: "\(limit)", expected: "0 or more") }
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: [.string])
    return [ValueFact(.string, input.extents.map { $0 + [nil] }), ValueFact(.int64, input.extents)]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    _ = try inferOutputs(of: InputFacts(inputs))
    let input = try inputs.take(0)
    let parts = (input.strings ?? []).map { text in
      delimiter.isEmpty ? words(of: Array(text.unicodeScalars)) : fields(of: Array(text.unicodeScalars))
    }
    let width = parts.map(\.count).max() ?? 0
    let shape = try Shape(checked: input.shape.extents + [width])
    let padded = parts.flatMap { $0.map(Self.text) + [String](repeating: "", count: width - $0.count) }
    let counts = Tensor(input.shape, of: Int64.self) { target in
      for (index, part) in parts.enumerated() { target[index] = Int64(part.count) }
    }
    return [try .texts(shape, padded), counts]
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private func fields(of text: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var fields: [ArraySlice<Unicode.Scalar>] = []
    var (start, position) = (0, 0)
    while position + delimiter.count <= text.count, fields.count < limit {
      if text[position..<position + delimiter.count].elementsEqual(delimiter) {
        fields.append(text[start..<position])
        position += delimiter.count
        start = position
      } else {
        position += 1
      }
    }
    return fields + [text[start...]]
  }

  private func words(of text: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var words: [ArraySlice<Unicode.Scalar>] = []
    var rest = text.drop { $0.properties.isWhitespace }
    while !rest.isEmpty {
      guard words.count < limit else { return words + [rest] }
      let word = rest.prefix { !$0.properties.isWhitespace }
      words.append(word)
      rest = rest[word.endIndex...].drop { $0.properties.isWhitespace }
    }
    return words
  }
}
