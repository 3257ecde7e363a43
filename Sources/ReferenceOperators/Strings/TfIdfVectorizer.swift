import Tensors

/// TfIdfVectorizer-9 (ONNX Operators): how often each n-gram of a pool occurs in a sequence.
///
/// Input: [C] or [N, C] of int32, int64 or string. Output: float [columns] or [N, columns], where n-gram i of
/// the pool counts in column i of `ngram_indexes`. The pool (`pool_int64s` or `pool_strings`) has its 1-grams from
/// the first of `ngram_counts` on, its 2-grams from the second on, and so on; those of `min_gram_length` to
/// `max_gram_length` count, with 0 to `max_skip_count` items left out between two of theirs. `mode`: TF counts,
/// IDF says whether there are any, times `weights` (default 1), TFIDF counts times `weights`.
package struct TfIdfVectorizer: Operator {
  private enum Mode: String {
    case frequency = "TF"
    case inverse = "IDF"
    case both = "TFIDF"
  }

  private let mode: Mode
  private let lengths: ClosedRange<Int>
  private let maximumSkip: Int
  private let holdsStrings: Bool
  private let grams: [[TokenKey]: Int]
  private let columns: [Int]
  private let weights: [Float]?

  package init(_ node: NodeReader) throws(OperatorError) {
    let name = try node.required("mode", node.string("mode"))
    guard let mode = Mode(rawValue: name) else {
      throw .attribute("mode", found: name, expected: "TF, IDF or TFIDF")
    }
    self.mode = mode
    let shortest = try node.required("min_gram_length", node.int("min_gram_length"))
    let longest = try node.required("max_gram_length", node.int("max_gram_length"))
    guard shortest >= 1, longest >= shortest else {
      throw .attribute("max_gram_length", found: "\(longest)", expected: "min_gram_length (1 or more) or more")
    }
    lengths = shortest...longest
    maximumSkip = try node.required("max_skip_count", node.int("max_skip_count"))
    guard maximumSkip >= 0 else {
      throw .attribute("max_skip_count", found: "\(maximumSkip)", expected: "0 or more")
    }
    let numbers = try node.ints("pool_int64s")
    let strings = try node.strings("pool_strings")
    guard (numbers == nil) != (strings == nil) else { throw .missingAttribute("pool_int64s or pool_strings") }
    holdsStrings = strings != nil
    let pool = numbers?.map(TokenKey.number) ?? (strings ?? []).map(TokenKey.text)
    grams = try Self.grams(of: pool, from: node.required("ngram_counts", node.ints("ngram_counts")))
    let columns = try node.required("ngram_indexes", node.ints("ngram_indexes"))
    guard grams.values.allSatisfy({ $0 < columns.count }), columns.allSatisfy({ (0..<1 << 31).contains($0) })
    else {
      throw .attribute("ngram_indexes", found: "\(columns)", expected: "a column for each n-gram of the pool")
    }
    self.columns = columns
    weights = try node.floats("weights")
    if let weights, weights.count != columns.count {
      throw .attribute("weights", found: "\(weights.count) numbers", expected: "\(columns.count)")
    }
  }

  /// The number of each n-gram in the pool.
  private static func grams(of pool: [TokenKey], from starts: [Int]) throws(OperatorError) -> [[TokenKey]: Int] {
    var grams: [[TokenKey]: Int] = [:]
    var number = 0
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : pool.count
      let length = index + 1
      guard start >= 0, start <= end, end <= pool.count, (end - start) % length == 0 else {
        throw .attribute("ngram_counts", found: "\(starts)", expected: "where each length starts in the pool")
      }
      for first in stride(from: start, to: end, by: length) {
        grams[Array(pool[first..<first + length])] = number
        number += 1
      }
    }
    return grams
  }

  package func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    let input = try inputs.required(0, of: holdsStrings ? [.string] : DataType.indexTypes)
    guard let extents = input.extents else { return [ValueFact(.float32, nil)] }
    guard (1...2).contains(extents.count) else {
      throw .shape("a sequence of shape \(BroadcastShape.text(extents)) where [C] or [N, C] is accepted")
    }
    return [ValueFact(.float32, extents.dropLast() + [(columns.max() ?? -1) + 1])]
  }

  package func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let shape = try outputShape(of: inputs).shape
    let input = try inputs.take(0)
    let tokens = input.strings?.map(TokenKey.text) ?? input.integers.map(TokenKey.number)
    let length = input.shape[input.shape.rank - 1]
    return [
      Tensor(shape, of: Float.self) { target in
        target.initialize(repeating: 0)
        let width = shape[shape.rank - 1]
        for row in 0..<(width == 0 ? 0 : target.count / width) {
          count(in: tokens[row * length..<(row + 1) * length]) { number in
            target[row * width + columns[number]] += 1
          }
        }
        weigh(target, width: width)
      }
    ]
  }

  /// Calls `found` for each occurrence of an n-gram of the pool.
  private func count(in tokens: ArraySlice<TokenKey>, _ found: (Int) -> Void) {
    for length in lengths where length <= tokens.count {
      // A single item has nothing to leave out.
      for step in 1...(length == 1 ? 1 : min(maximumSkip, tokens.count) + 1) {
        let span = (length - 1) * step
        guard span < tokens.count else { break }
        for first in tokens.startIndex..<tokens.endIndex - span {
          let gram = (0..<length).map { tokens[first + $0 * step] }
          if let number = grams[gram] { found(number) }
        }
      }
    }
  }

  private func weigh(_ target: UnsafeMutableBufferPointer<Float>, width: Int) {
    if mode == .inverse { for i in target.indices { target[i] = min(target[i], 1) } }
    guard mode != .frequency, let weights else { return }
    for start in stride(from: 0, to: target.count, by: max(width, 1)) {
      for (column, weight) in zip(columns, weights) { target[start + column] *= weight }
    }
  }
}

/// An item of a sequence or a key of a table: a string or a number.
enum TokenKey: Hashable {
  case text(String)
  case number(Int)
}
