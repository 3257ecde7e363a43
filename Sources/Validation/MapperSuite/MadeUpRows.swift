import Tensors

/// The sparse operand that STONNE's command line makes up for a case, as the elements of its rows.
struct MadeUpRows: Hashable, Sendable {
  let rows: Int
  let columns: Int
  /// Percent of zeros.
  let sparsity: Int

  /// - Returns: `nil` for a case without such an operand.
  init?(of mapperCase: MapperCase) {
    guard let sparsity = mapperCase.sparsity else { return nil }
    rows = mapperCase.shape.m
    columns = mapperCase.shape.k
    self.sparsity = sparsity
  }

  /// Non-zeros of each row; a row without gets a zero, as in STONNE.
  var elements: [Int] {
    var random = GlibcRandom()
    return (0..<rows).map { _ in max(1, random.sparseElements(count: columns, sparsity: sparsity)) }
  }
}
