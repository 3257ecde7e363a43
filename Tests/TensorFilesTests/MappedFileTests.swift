import Diagnostics
import Foundation
import TensorFiles
import Tensors
import Testing

@Suite("Mapped files")
struct MappedFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("mapped-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  @Test("a mapped file shows the file's bytes", arguments: [1, 4095, 4096, 4097])
  func bytes(count: Int) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(content).write(to: URL(fileURLWithPath: path("data")))
    #expect(try MappedFile(path: path("data")).withUnsafeBytes { $0.elementsEqual(content) })
  }

  @Test("a slice outlives the mapping that it was taken from")
  func slice() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([1, 2, 3, 4, 5]).write(to: URL(fileURLWithPath: path("data")))
    let bytes = try MappedFile(path: path("data")).slice(1..<4)
    let tensor = try Tensor(.uint8, Shape([3]), bytes: bytes)
    #expect(tensor.withElements(as: UInt8.self) { Array($0) } == [2, 3, 4])
  }

  @Test("paging a slice in, at any place of its page, changes nothing that is read")
  func pagedIn() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let content = (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(content).write(to: URL(fileURLWithPath: path("data")))
    for range in [0..<0, 1..<2, 4000..<4200, 4096..<8192, 19_999..<20_000] {
      let tensor = try Tensor(
        .uint8, Shape([range.count]), bytes: try MappedFile(path: path("data")).slice(range))
      tensor.pageIn()
      #expect(tensor.elements(as: UInt8.self) == Array(content[range]))
    }
  }

  @Test("an empty file maps to no bytes")
  func empty() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data().write(to: URL(fileURLWithPath: path("empty")))
    #expect(try MappedFile(path: path("empty")).count == 0)
  }

  @Test("what is no file that can be read is refused by its path")
  func refusals() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data([1]).write(to: URL(fileURLWithPath: path("file")))
    #expect(throws: FileAccessError.missing(path: path("absent"))) { try MappedFile(path: path("absent")) }
    #expect(throws: FileAccessError.missing(path: path("file/below"))) { try MappedFile(path: path("file/below")) }
    #expect(throws: FileAccessError.directory(path: folder.path)) { try MappedFile(path: folder.path) }
    #expect(throws: FileAccessError.notRegular(path: "/dev/null")) { try MappedFile(path: "/dev/null") }
    #expect(throws: FileAccessError.self) { try MappedFile(path: path("file\0hidden")) }
    let long = path(String(repeating: "n", count: 5000))
    #expect(throws: FileAccessError.unreadable(path: long, reason: "File name too long")) {
      try MappedFile(path: long)
    }
    #expect(mkfifo(path("pipe"), 0o600) == 0)
    #expect(throws: FileAccessError.notRegular(path: path("pipe"))) { try MappedFile(path: path("pipe")) }
  }
}
