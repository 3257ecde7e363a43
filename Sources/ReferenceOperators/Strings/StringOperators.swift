/// The rows of the operators on strings.
package enum StringOperators {
  package static let definitions: [OperatorDefinition] = [
    OperatorDefinition("StringConcat", since: 20, inputs: 2...2, outputs: 1...1, attributes: []) { _ in
      StringConcat()
    },
    OperatorDefinition(
      "StringSplit", since: 20, inputs: 1...1, outputs: 1...2, attributes: ["delimiter", "maxsplit"]
    ) { node throws(OperatorError) in try StringSplit(node) },
    OperatorDefinition(
      "StringNormalizer", since: 10, inputs: 1...1, outputs: 1...1,
      attributes: ["case_change_action", "is_case_sensitive", "locale", "stopwords"]
    ) { node throws(OperatorError) in try StringNormalizer(node) },
    OperatorDefinition("RegexFullMatch", since: 20, inputs: 1...1, outputs: 1...1, attributes: ["pattern"]) {
      node throws(OperatorError) in try RegexFullMatch(node)
    },
    OperatorDefinition(
      "TfIdfVectorizer", since: 9, inputs: 1...1, outputs: 1...1,
      attributes: [
        "max_gram_length", "max_skip_count", "min_gram_length", "mode", "ngram_counts", "ngram_indexes",
        "pool_int64s", "pool_strings", "weights",
      ]
    ) { node throws(OperatorError) in try TfIdfVectorizer(node) },
  ]
}
