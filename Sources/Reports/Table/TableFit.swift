/// How a table fits a window: names are shortened first, then columns leave in the order that they state, then
/// names are shortened further.
struct TableFit {
  /// The columns that are shown, by index, and how wide each is.
  private(set) var shown: [Int]
  private(set) var widths: [Int]
  /// The columns that had no room, by index.
  private(set) var leftOut: [Int] = []

  /// Characters that a shortened name keeps while other columns can leave, and when none is left that can.
  private static let (readable, narrowest) = (20, 8)

  /// Characters of a name, however much room there is.
  private static let widest = 160

  /// - Parameter width: characters that fit; `nil` where there is no limit.
  init(_ table: TextTable, width: Int?) {
    let columns = table.columns
    var natural = columns.map { max(TextColumns.count($0.title), TextColumns.count($0.unit)) }
    for row in table.rows + (table.footer.map { [$0] } ?? []) {
      for (index, cell) in row.enumerated() { natural[index] = max(natural[index], TextColumns.count(cell)) }
    }
    // A model may name a node in a megabyte.
    for index in natural.indices where columns[index].shrinks { natural[index] = min(natural[index], Self.widest) }
    shown = Array(columns.indices)
    widths = natural
    guard let width else { return }
    func least(_ index: Int) -> Int {
      columns[index].shrinks ? min(natural[index], max(Self.readable, columns[index].title.count)) : natural[index]
    }
    func isTooWide() -> Bool { shown.reduce(2 * (shown.count - 1)) { $0 + least($1) } > width }
    let leaving = columns.indices.filter { columns[$0].leaves != nil }
    for index in leaving.sorted(by: { columns[$0].leaves ?? 0 < columns[$1].leaves ?? 0 }) where isTooWide() {
      shown.removeAll { $0 == index }
      leftOut.append(index)
    }
    widths = shown.map { natural[$0] }
    for narrowest in [Self.readable, Self.narrowest] {
      var excess = widths.reduce(2 * (widths.count - 1), +) - width
      for (place, index) in shown.enumerated() where columns[index].shrinks && excess > 0 {
        let taken = min(excess, max(0, widths[place] - max(narrowest, columns[index].title.count)))
        widths[place] -= taken
        excess -= taken
      }
    }
  }
}
