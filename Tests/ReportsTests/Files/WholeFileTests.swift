import Diagnostics
import Foundation
import Reports
import Testing

@Suite("WholeFile")
struct WholeFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  @Test("a file is written whole, replaces an older one, and leaves nothing beside it")
  func writing() throws {
    try WholeFile.makeFolder(folder + "/a/b")
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/a/b/run.json"
    try WholeFile.write("old", to: path)
    try WholeFile.write("new", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a/b") == ["run.json"])
  }

  @Test("a folder that cannot be made is the machine's fault and named")
  func folderInTheWay() throws {
    try WholeFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try WholeFile.write("x", to: folder + "/file")
    #expect(throws: MachineFault.self) { try WholeFile.makeFolder(folder + "/file/below") }
    #expect(throws: MachineFault.self) { try WholeFile.write("x", to: folder + "/nowhere/file") }
  }
}
