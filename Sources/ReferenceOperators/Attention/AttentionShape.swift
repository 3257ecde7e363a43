import Tensors

/// The extents of an attention, whichever way its inputs are laid out: [batch, heads, sequence, size], or
/// [batch, sequence, heads * size].
struct AttentionShape {
  let batch: Int
  /// Heads of the queries, and of keys and values (fewer where several query heads share one).
  let heads: Int
  let keyHeads: Int
  /// Rows of queries; new keys; keys from earlier steps.
  let queries: Int
  let newKeys: Int
  let pastKeys: Int
  let headSize: Int
  let valueSize: Int
  /// Whether heads lie side by side in the last axis.
  let isPacked: Bool

  var keys: Int { pastKeys + newKeys }

  /// - Parameter attributeHeads: `q_num_heads` and `kv_num_heads`, which packed inputs need.
  /// - Throws: ``OperatorError/shape(_:)`` for shapes that do not fit each other.
  init(
    query: [Int], key: [Int], value: [Int], pastKey: [Int]?, attributeHeads: (query: Int?, key: Int?)
  ) throws(OperatorError) {
    guard [3, 4].contains(query.count), key.count == query.count, value.count == query.count else {
      throw .shape(
        "queries, keys and values of ranks \(query.count), \(key.count), \(value.count): all need 3, or all 4")
    }
    isPacked = query.count == 3
    if isPacked {
      guard let heads = attributeHeads.query else { throw .missingAttribute("q_num_heads") }
      guard let keyHeads = attributeHeads.key else { throw .missingAttribute("kv_num_heads") }
      guard heads > 0, keyHeads > 0, query[2] % heads == 0, key[2] % keyHeads == 0, value[2] % keyHeads == 0 else {
        throw .shape(
          "sizes \(query[2]), \(key[2]) and \(value[2]) do not divide among \(heads) and \(keyHeads) heads")
      }
      (self.heads, self.keyHeads) = (heads, keyHeads)
      (headSize, valueSize) = (query[2] / heads, value[2] / keyHeads)
      guard key[2] / keyHeads == headSize else { throw .shape("queries and keys of different head size") }
      (queries, newKeys) = (query[1], key[1])
    } else {
      (heads, keyHeads) = (query[1], key[1])
      (headSize, valueSize) = (query[3], value[3])
      (queries, newKeys) = (query[2], key[2])
      guard key[3] == headSize, value[1] == keyHeads else {
        throw .shape("queries, keys and values of different heads")
      }
    }
    batch = query[0]
    pastKeys = pastKey.map { $0.count == 4 ? $0[2] : 0 } ?? 0
    guard key[0] == batch, value[0] == batch, value[isPacked ? 1 : 2] == newKeys else {
      throw .shape("queries, keys and values of different batch or sequence length")
    }
    guard keyHeads > 0, heads % keyHeads == 0 else {
      throw .shape("\(heads) query heads cannot share \(keyHeads) key heads")
    }
  }

  var scoreExtents: [Int] { [batch, heads, queries, keys] }
  var outputExtents: [Int] {
    isPacked ? [batch, queries, heads * valueSize] : [batch, heads, queries, valueSize]
  }
  func presentExtents(size: Int) -> [Int] { [batch, keyHeads, keys, size] }
}

/// Where the rows of a head lie.
struct HeadLayout {
  let heads: Int
  let sequence: Int
  let size: Int
  let isPacked: Bool

  /// Elements from one position of the sequence to the next.
  var row: Int { isPacked ? heads * size : size }

  func offset(image: Int, head: Int) -> Int {
    isPacked ? image * sequence * heads * size + head * size : (image * heads + head) * sequence * size
  }
}
