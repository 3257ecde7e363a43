import Foundation
import Reports
import Testing

@Suite("OutputFolder")
struct OutputFolderTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  @Test("what was made is taken back, what was there stays")
  func discarding() throws {
    try WholeFile.makeFolder(root)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try OutputFolder(root + "/a/b").discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: root) == [])
    try OutputFolder(root).discard()
    #expect(FileManager.default.fileExists(atPath: root))
  }

  @Test("a folder that holds something by now stays")
  func holding() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let folder = try OutputFolder(root + "/a")
    try WholeFile.write("x", to: folder.path + "/file")
    folder.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: root + "/a") == ["file"])
  }
}
