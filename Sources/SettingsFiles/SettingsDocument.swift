/// A settings file (TOML 1.0, and STONNE's `T_X'` keys), parsed, every value with its place.
package struct SettingsDocument: Sendable {
  /// Larger files are refused: no settings file comes near it.
  package static let sizeLimit = 64 << 10

  package let file: String
  /// The outermost level, in the order of the file.
  package let entries: [SettingsEntry]

  /// Reads and parses a file.
  /// - Throws: `FileAccessError`, ``SettingsError``, or `MachineFault` where reading fails midway.
  package init(path: String) throws {
    try self.init(text: readFile(path, limit: Self.sizeLimit), file: path)
  }

  /// Parses a text.
  /// - Parameter file: the name that places in messages bear.
  package init(text: [UInt8], file: String) throws(SettingsError) {
    guard text.count <= Self.sizeLimit else { throw .tooLarge(path: file, limit: Self.sizeLimit) }
    self.file = file
    self.entries = try TomlTree.parse(TextScreen(text, file: file), file: file)
  }

  /// A reader of the outermost level.
  package var reader: SettingsReader {
    SettingsReader(entries, name: nil, at: SettingsPlace(file: file))
  }
}

/// Whether bytes are a settings text: the parser's entry point for other packages (fuzzing). Never traps.
public func isSettingsText(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? SettingsDocument(text: Array(bytes), file: "text")) != nil
}
