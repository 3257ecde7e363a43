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

  @Test("what is no file is written to and stays what it is")
  func devices() throws {
    try WholeFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Through links: were they replaced, only the link would be lost.
    for device in ["/dev/null", "/dev/full"] {
      try FileManager.default.createSymbolicLink(atPath: folder + device.dropFirst(4), withDestinationPath: device)
    }
    try WholeFile.write("x", to: folder + "/null")
    #expect(throws: MachineFault.self) { try WholeFile.write("x", to: folder + "/full") }
    for device in ["/dev/null", "/dev/full"] {
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + device.dropFirst(4)) == device)
    }
  }

  @Test("a pipe that nobody reads is refused at once, one that is read gets everything")
  func pipes() throws {
    try WholeFile.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: MachineFault("cannot write", path: path, reason: "nobody reads from it")) {
      try WholeFile.write("x", to: path)
    }
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try WholeFile.write("whole", to: path)
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reader, &bytes, bytes.count) == 5)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pipe"])
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
