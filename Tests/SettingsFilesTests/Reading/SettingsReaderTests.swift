import SettingsFiles
import Testing

@Suite("Settings reader")
struct SettingsReaderTests {
  private enum Colour: String, CaseIterable {
    case red = "RED"
    case green = "GREEN"
  }

  private func reader(_ text: String) throws -> SettingsReader {
    try SettingsDocument(text: Array(text.utf8), file: "f").reader
  }

  private func message(_ text: String, _ read: (inout SettingsReader) throws(SettingsError) -> Void) throws
    -> String
  {
    var reader = try reader(text)
    do {
      try read(&reader)
      return "accepted"
    } catch { return error.description + (error.hint.map { " (\($0))" } ?? "") }
  }

  @Test("keys of the right type are read, absent ones are nil")
  func reading() throws {
    var reader = try reader("i=3\nn=2\nf=0.5\nb=true\ns='x'\nc='GREEN'\nl=[1,2]\none=1\n[t]\nx=1")
    #expect(try reader.integer("i", in: 0...3) == 3)
    #expect(try reader.number("n") == 2)
    #expect(try reader.number("f") == 0.5)
    #expect(try reader.boolean("b") == true)
    #expect(try reader.string("s") == "x")
    #expect(try reader.choice("c", of: Colour.self) == .green)
    #expect(reader.list("l")?.count == 2)
    #expect(reader.list("one")?.count == 1)
    var table = try reader.table("t")
    #expect(try table.integer("x", in: 0...9) == 1)
    #expect(try reader.integer("absent", in: 0...9) == nil)
    try reader.finish()
    try table.finish()
  }

  @Test("a value of another type is an error that says what is accepted")
  func wrongTypes() throws {
    #expect(
      try message("i=\"128\"") { (r) throws(SettingsError) in _ = try r.integer("i", in: 1...9) }
        == "value `i = \"128\"` in f:1:3: it is text where an integer from 1 to 9 is accepted")
    #expect(
      try message("i=12.5") { (r) throws(SettingsError) in _ = try r.integer("i", in: 1...9) }
        == "value `i = 12.5` in f:1:3: it is a number with a fraction where an integer from 1 to 9 is accepted")
    #expect(
      try message("b=1") { (r) throws(SettingsError) in _ = try r.boolean("b") }
        == "value `b = 1` in f:1:3: it is an integer where `true` or `false` is accepted")
    #expect(
      try message("c=1") { (r) throws(SettingsError) in _ = try r.choice("c", of: Colour.self) }
        == "value `c = 1` in f:1:3: it is an integer where one of \"RED\", \"GREEN\" is accepted")
    #expect(
      try message("t=1") { (r) throws(SettingsError) in _ = try r.table("t") }
        == "value `t = 1` in f:1:3: it is an integer where a table `[t]` is accepted")
    #expect(
      try message("n=inf") { (r) throws(SettingsError) in _ = try r.number("n") }
        == "value `n = inf` in f:1:3: it is a number with a fraction where a finite number is accepted")
  }

  @Test("negative and too large integers are refused with their place")
  func ranges() throws {
    #expect(
      try message("[t]\ni=-1") { (r) throws(SettingsError) in
        var table = try r.table("t")
        _ = try table.integer("i", in: 0...9)
      } == "value `t.i = -1` in f:2:3: accepted: an integer from 0 to 9")
  }

  @Test("an unknown name gets the nearest one as a hint")
  func unknown() throws {
    #expect(
      try message("[t]\nms_sise=1") { (r) throws(SettingsError) in
        var table = try r.table("t")
        _ = try table.integer("ms_size", in: 0...9)
        _ = try table.integer("rows", in: 0...9)
        try table.finish()
      } == "key `t.ms_sise` in f:2:1: not known here; accepted: ms_size, rows (did you mean `ms_size`?)")
    #expect(
      try message("c='GREN'") { (r) throws(SettingsError) in _ = try r.choice("c", of: Colour.self) }
        == "value `c = \"GREN\"` in f:1:3: accepted: RED, GREEN (did you mean `GREEN`?)")
  }

  @Test("a missing required key says what it would accept")
  func missing() throws {
    #expect(
      try message("") { (r) throws(SettingsError) in
        let value = try r.string("k")
        _ = try r.required("k", value, accepted: "a name")
      } == "missing key `k` in f: it is required: a name")
  }
}
