import Diagnostics
import ModelRunner
import Synchronization

/// The database of a sweep, or of a shard of one: a row a point, prices of layers, accuracies.
package final class SweepStore: Sendable {
  private let connection: Mutex<Connection>
  /// Held as long as the database is open.
  private let lock: FolderLock?

  private static let tables = [
    "points": PointRecord.columns,
    "layers": LayerPrice.columns,
    "accuracies": [
      "key TEXT PRIMARY KEY", "samples INTEGER NOT NULL", "top1 INTEGER NOT NULL", "top5 INTEGER NOT NULL",
    ],
    "notes": ["key TEXT PRIMARY KEY", "value TEXT NOT NULL"],
  ]

  /// Opens the database, which is made where it is not there.
  /// - Parameter lock: keeps others from writing; `nil` to read what another process may be writing.
  /// - Throws: `MachineFault`, ``SweepError/notADatabase(path:reason:)``.
  init(path: String, journal: Connection.Journal, lock: FolderLock?) throws {
    let connection = try Connection(path: path, journal: journal)
    for (name, columns) in Self.tables {
      try connection.execute(
        "CREATE TABLE IF NOT EXISTS \(name) (\(columns.joined(separator: ", "))) WITHOUT ROWID")
    }
    self.connection = Mutex(connection)
    self.lock = lock
  }

  // MARK: - Points

  /// All rows, by the names of their points.
  func records() throws -> [String: PointRecord] {
    var records: [String: PointRecord] = [:]
    try connection.withLock { connection in
      try connection.run("SELECT * FROM points") { cells in
        if let record = PointRecord(cells) { records[record.point] = record }
      }
    }
    return records
  }

  /// Keeps rows, and prices of layers that were found meanwhile, as one transaction.
  func keep(_ records: [PointRecord], prices: [(key: String, price: LayerPrice)] = []) throws {
    try connection.withLock { connection in
      try connection.transaction {
        for (key, price) in prices {
          try connection.run("INSERT OR IGNORE INTO layers VALUES (?, ?, ?, ?, ?, ?)", [.text(key)] + price.cells)
        }
        let marks = PointRecord.columns.map { _ in "?" }.joined(separator: ", ")
        for record in records {
          try connection.run("INSERT OR REPLACE INTO points VALUES (\(marks))", record.cells)
        }
      }
    }
  }

  /// Takes out points that failed, so that they are run again.
  package func forgetFailures() throws {
    try connection.withLock { try $0.execute("DELETE FROM points WHERE status = 'failed'") }
  }

  /// Takes over the rows that the shards in the folder have so far.
  /// - Throws: `MachineFault`, ``SweepError/notADatabase(path:reason:)``.
  package func mergeShards(of folder: SweepFolder) throws {
    for path in folder.shardDatabases {
      try keep(Array(SweepStore(path: path, journal: .rollback, lock: nil).records().values))
    }
  }

  // MARK: - What points share

  func price(_ key: String) throws -> LayerPrice? {
    var price: LayerPrice?
    try connection.withLock { connection in
      try connection.run(
        "SELECT cycles, multiplications, sram_reads, sram_writes, activity FROM layers WHERE key = ?", [.text(key)]
      ) { price = LayerPrice($0) }
    }
    return price
  }

  func accuracy(_ key: String) throws -> Accuracy? {
    var accuracy: Accuracy?
    try connection.withLock { connection in
      try connection.run("SELECT samples, top1, top5 FROM accuracies WHERE key = ?", [.text(key)]) { cells in
        let counts = cells.compactMap(\.integer)
        if counts.count == 3 { accuracy = Accuracy(samples: counts[0], top1: counts[1], top5: counts[2]) }
      }
    }
    return accuracy
  }

  func keep(_ accuracy: Accuracy, _ key: String) throws {
    try connection.withLock { connection in
      try connection.run(
        "INSERT OR REPLACE INTO accuracies VALUES (?, ?, ?, ?)",
        [.text(key), .integer(accuracy.samples), .integer(accuracy.top1), .integer(accuracy.top5)])
    }
  }

  // MARK: - Notes

  /// What the sweep has to remember besides, such as the job that runs it.
  func note(_ key: String) throws -> String? {
    var value: String?
    try connection.withLock { connection in
      try connection.run("SELECT value FROM notes WHERE key = ?", [.text(key)]) { value = $0.first?.text }
    }
    return value
  }

  func setNote(_ key: String, _ value: String) throws {
    try connection.withLock {
      try $0.run("INSERT OR REPLACE INTO notes VALUES (?, ?)", [.text(key), .text(value)])
    }
  }
}
