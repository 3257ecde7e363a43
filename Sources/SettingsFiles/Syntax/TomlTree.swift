import CToml

/// Builds ``SettingsValue`` trees from the parser's events: the only Swift that sees them.
struct TomlTree {
  private let file: String
  private let screen: TextScreen
  /// Containers that are open, outermost first, and what they hold so far.
  private var open: [Container] = []
  private var root: SettingsValue?
  private var failure: SettingsError?

  private struct Container {
    var key: String
    var keyPlace: SettingsPlace
    var place: SettingsPlace
    var isTable: Bool
    var entries: [SettingsEntry] = []
  }

  /// The root table of a TOML text.
  static func parse(_ screen: TextScreen, file: String) throws(SettingsError) -> [SettingsEntry] {
    var tree = TomlTree(file: file, screen: screen)
    screen.bytes.withUnsafeBytes { bytes in
      let text = ctoml_text(bytes: bytes.baseAddress?.assumingMemoryBound(to: CChar.self), count: bytes.count)
      _ = withUnsafeMutablePointer(to: &tree) { context in
        ctoml_parse(
          text, context,
          { context, event in
            guard let context, let event else { return }
            context.assumingMemoryBound(to: TomlTree.self).pointee.receive(event.pointee)
          },
          { context, reason, position in
            context?.assumingMemoryBound(to: TomlTree.self).pointee.fail(reason, at: position)
          })
      }
    }
    if let failure = tree.failure { throw failure }
    guard case .table(let entries)? = tree.root?.content else { return [] }
    return entries
  }

  private init(file: String, screen: TextScreen) {
    self.file = file
    self.screen = screen
  }

  private mutating func fail(_ reason: ctoml_text, at position: ctoml_position) {
    failure = .syntax(reason: string(reason), place: place(position))
  }

  private mutating func receive(_ event: ctoml_event) {
    switch event.kind {
    case ctoml_kind_table_begin, ctoml_kind_array_begin:
      open.append(
        Container(
          key: string(event.key), keyPlace: place(event.key_position), place: place(event.position),
          isTable: event.kind == ctoml_kind_table_begin))
    case ctoml_kind_table_end, ctoml_kind_array_end: close()
    case ctoml_kind_string: add(.string(string(event.text)), event)
    case ctoml_kind_integer: add(.integer(Int(event.integer)), event)
    case ctoml_kind_number: add(.number(event.number), event)
    case ctoml_kind_boolean: add(.boolean(event.integer != 0), event)
    default: add(.date, event)
    }
  }

  private mutating func close() {
    guard let container = open.popLast() else { return }
    let content: SettingsValue.Content =
      if container.isTable {
        .table(container.entries.sorted { $0.place.isBefore($1.place) })
      } else {
        .array(container.entries.map(\.value))
      }
    let value = SettingsValue(content, at: container.place)
    if open.isEmpty {
      root = value
    } else {
      open[open.count - 1].entries.append(
        SettingsEntry(key: container.key, value: value, at: container.keyPlace))
    }
  }

  private mutating func add(_ content: SettingsValue.Content, _ event: ctoml_event) {
    guard !open.isEmpty else { return }
    let value = SettingsValue(content, at: place(event.position))
    open[open.count - 1].entries.append(
      SettingsEntry(key: string(event.key), value: value, at: place(event.key_position)))
  }

  private func string(_ text: ctoml_text) -> String {
    String(decoding: UnsafeRawBufferPointer(start: text.bytes, count: text.count), as: UTF8.self)
  }

  private func place(_ position: ctoml_position) -> SettingsPlace {
    guard position.line > 0 else { return SettingsPlace(file: file) }
    let line = Int(position.line)
    return SettingsPlace(
      file: file, line: line, column: screen.originalColumn(Int(position.column), onLine: line))
  }
}

extension SettingsPlace {
  fileprivate func isBefore(_ other: SettingsPlace) -> Bool {
    (line ?? 0, column ?? 0) < (other.line ?? 0, other.column ?? 0)
  }
}
