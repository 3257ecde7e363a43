import CSQLite
import Diagnostics

/// A value of a database's cell.
enum Cell: Sendable {
  case null
  case integer(Int)
  case real(Double)
  case text(String)

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }

  var real: Double? {
    switch self {
    case .real(let value): value
    case .integer(let value): Double(value)
    case .null, .text: nil
    }
  }
}

extension Cell {
  init(_ value: Int?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: Double?) { self = value.map { .real($0) } ?? .null }
  init(_ value: String?) { self = value.map { .text($0) } ?? .null }
}

/// An open SQLite database.
struct Connection: ~Copyable {
  /// How a database keeps what is being written.
  enum Journal: String {
    /// Readers and a writer at a time; on a disk of this machine.
    case writeAhead = "WAL"
    /// A plain journal, which network file systems take as well.
    case rollback = "TRUNCATE"
  }

  private let handle: OpaquePointer
  private let path: String

  /// Opens a database, which is made where it is not there.
  ///
  /// Every transaction is on the disk when it is committed (`synchronous = FULL`).
  /// - Throws: `MachineFault`, ``SweepError/notADatabase(path:reason:)``.
  init(path: String, journal: Journal) throws {
    self.path = path
    handle = try Self.opened(
      path, "PRAGMA journal_mode = \(journal.rawValue); PRAGMA synchronous = FULL")
  }

  private static func opened(_ path: String, _ settings: String) throws -> OpaquePointer {
    var handle: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX
    var status = sqlite3_open_v2(path, &handle, flags, nil)
    if status == SQLITE_OK {
      // Milliseconds that another process's transaction is waited for.
      sqlite3_busy_timeout(handle, 60_000)
      status = sqlite3_exec(handle, settings, nil, nil, nil)
    }
    if status == SQLITE_OK, let handle { return handle }
    defer { sqlite3_close_v2(handle) }
    throw fault(status, handle, path)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs statements without values and results.
  func execute(_ text: String) throws {
    let status = sqlite3_exec(handle, text, nil, nil, nil)
    guard status == SQLITE_OK else { throw Self.fault(status, handle, path) }
  }

  /// Runs one statement.
  /// - Parameters:
  ///   - values: of its question marks.
  ///   - row: is given each row of the result.
  func run(_ text: String, _ values: [Cell] = [], row: ([Cell]) throws -> Void = { _ in }) throws {
    var statement: OpaquePointer?
    let status = sqlite3_prepare_v2(handle, text, -1, &statement, nil)
    guard status == SQLITE_OK else { throw Self.fault(status, handle, path) }
    defer { sqlite3_finalize(statement) }
    for (index, value) in values.enumerated() { try bind(value, Int32(index + 1), of: statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: try row((0..<sqlite3_column_count(statement)).map { Self.cell($0, of: statement) })
      case SQLITE_DONE: return
      case let status: throw Self.fault(status, handle, path)
      }
    }
  }

  /// Runs `body` as one transaction: all of it is kept, or nothing.
  func transaction(_ body: () throws -> Void) throws {
    try execute("BEGIN IMMEDIATE")
    do {
      try body()
      try execute("COMMIT")
    } catch {
      // A full disk has ended it already.
      sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
      throw error
    }
  }

  // MARK: - Cells

  private func bind(_ value: Cell, _ index: Int32, of statement: OpaquePointer?) throws {
    let status =
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .integer(let integer): sqlite3_bind_int64(statement, index, Int64(integer))
      case .real(let real): sqlite3_bind_double(statement, index, real)
      case .text(let text):
        sqlite3_bind_text(statement, index, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
      }
    guard status == SQLITE_OK else { throw Self.fault(status, handle, path) }
  }

  private static func cell(_ index: Int32, of statement: OpaquePointer?) -> Cell {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer(Int(sqlite3_column_int64(statement, index)))
    case SQLITE_FLOAT: .real(sqlite3_column_double(statement, index))
    case SQLITE_TEXT: .text(sqlite3_column_text(statement, index).map { String(cString: $0) } ?? "")
    default: .null
    }
  }

  // MARK: - Faults

  private static func fault(_ status: Int32, _ handle: OpaquePointer?, _ path: String) -> any Error {
    let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(status))
    switch status & 0xFF {
    case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_ERROR: return SweepError.notADatabase(path: path, reason: reason)
    default: return MachineFault("cannot use the database", path: path, reason: reason)
    }
  }
}
