/// The candidate with the smallest edit distance to `name`, if it is near enough to be a likely
/// misspelling (at most a third of the longer name, and not all of it). Of equally near ones that which the name is the
/// beginning of.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let typed = Array(name.lowercased().utf8)
  guard typed.count <= 256 else { return nil }
  var best: (name: String, distance: Int, isBegun: Bool)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().utf8)
    let distance = editDistance(typed, letters)
    let length = max(typed.count, letters.count)
    let isBegun = letters.starts(with: typed)
    guard distance <= max(1, length / 3), distance < length else { continue }
    if let best, (best.distance, best.isBegun ? 0 : 1) <= (distance, isBegun ? 0 : 1) { continue }
    best = (candidate, distance, isBegun)
  }
  return best?.name
}

/// How many characters are to be inserted, deleted, replaced or swapped with their neighbours (the optimal string
/// alignment distance), one row at a time.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var before: [Int] = []
  var row = Array(0...b.count)
  for i in a.indices {
    var next = [i + 1]
    for j in b.indices {
      let substitution = row[j] + (a[i] == b[j] ? 0 : 1)
      var best = min(substitution, row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    (before, row) = (row, next)
  }
  return row[b.count]
}
