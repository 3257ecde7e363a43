import Diagnostics
import SettingsFiles
import Testing

@Suite("Settings documents")
struct SettingsDocumentTests {
  private func document(_ text: String) throws(SettingsError) -> SettingsDocument {
    try SettingsDocument(text: Array(text.utf8), file: "f.cfg")
  }

  private func error(_ text: String) -> SettingsError? {
    do {
      _ = try document(text)
      return nil
    } catch { return error }
  }

  @Test("every value comes with its line and column")
  func places() throws {
    let entries = try document("a = 1\n\n[b] # comment\n  c = \"x\"\n").entries
    #expect(entries.map(\.key) == ["a", "b"])
    #expect(entries[0].place.description == "f.cfg:1:1")
    #expect(entries[0].value.place.description == "f.cfg:1:5")
    guard case .table(let inner) = entries[1].value.content else { return #expect(Bool(false), "b is a table") }
    #expect(inner[0].value.place.description == "f.cfg:4:7")
  }

  @Test("all TOML value types are told apart")
  func types() throws {
    let kinds = try document(
      "s='t'\ni=-3\nf=1.5\nb=true\na=[1,2]\nt={x=1}\nd=1979-05-27\n"
    ).entries.map(\.value.kind)
    #expect(
      kinds == ["text", "an integer", "a number with a fraction", "true or false", "a list", "a table", "a date"])
  }

  @Test("tables come in the order of the file, not of their names")
  func order() throws {
    #expect(try document("[z]\n[a]\n[m]\n").entries.map(\.key) == ["z", "a", "m"])
  }

  @Test("Windows line ends and a byte order mark are accepted")
  func lineEnds() throws {
    #expect(try document("\u{FEFF}a=1\r\nb=2\r\n").entries.map(\.key) == ["a", "b"])
  }

  @Test("an empty text is an empty document")
  func empty() throws { #expect(try document("").entries.isEmpty) }

  @Test(
    "what is not TOML is refused with line and column",
    arguments: [
      ("[.a]", 1), ("a = ", 1), ("x=1\na = b\n", 2), ("a=1\na=2\n", 2), ("[a]\n[a]\n", 2), ("a=01", 1),
      ("a=99999999999999999999", 1), ("a=\"open\nb=1", 1), ("a=[1,", 1), ("=1", 1), ("\u{1}", 1),
    ])
  func malformed(_ text: String, _ line: Int) throws {
    let fault = try #require(error(text))
    guard case .syntax(let reason, let place) = fault else { return #expect(Bool(false), "\(fault)") }
    #expect(!reason.isEmpty)
    #expect(place.line == line)
  }

  @Test("NUL and invalid UTF-8 are refused with their place")
  func notText() {
    let nul = try? SettingsDocument(text: Array("a=1\nb\0".utf8), file: "f")
    #expect(nul == nil)
    #expect(throws: SettingsError.notText(reason: "it is not UTF-8", place: .init(file: "f", line: 2, column: 3)))
    {
      try SettingsDocument(text: Array("a=1\nbé".utf8) + [0xFF], file: "f")
    }
  }

  @Test("a text beyond the size limit is refused, one of exactly the limit is not")
  func size() throws {
    let full = [UInt8](repeating: UInt8(ascii: "\n"), count: SettingsDocument.sizeLimit)
    #expect(try SettingsDocument(text: full, file: "f").entries.isEmpty)
    #expect(throws: SettingsError.tooLarge(path: "f", limit: 65536)) {
      try SettingsDocument(text: full + [10], file: "f")
    }
  }

  @Test("a file that is not there, a folder and a device are input faults")
  func unreadable() {
    #expect(throws: FileAccessError.missing(path: "/no/such.cfg")) { try SettingsDocument(path: "/no/such.cfg") }
    #expect(throws: FileAccessError.directory(path: "/")) { try SettingsDocument(path: "/") }
    #expect(throws: FileAccessError.notRegular(path: "/dev/zero")) { try SettingsDocument(path: "/dev/zero") }
    #expect(throws: FileAccessError.self) { try SettingsDocument(path: "a\0b") }
    let long = String(repeating: "n", count: 5000)
    #expect(throws: FileAccessError.unreadable(path: long, reason: "File name too long")) {
      try SettingsDocument(path: long)
    }
  }

  @Test("the fuzzing entry point tells texts from other bytes")
  func entryPoint() {
    #expect(Array("a=1".utf8).withUnsafeBytes(isSettingsText))
    #expect(!Array("a".utf8).withUnsafeBytes(isSettingsText))
  }
}
