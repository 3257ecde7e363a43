import Diagnostics
import Foundation
import TestSupport
import Testing
import Workload

@Suite("Tile folders")
struct TileFolderTests {
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tiles-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder.path)
  }

  private func tile(_ size: Int) -> String { "tile_type=\"FC\"\nT_S=\(size)\nT_K=1\nT_N=1\n" }

  @Test("a layer's file is found by its name first, then by its index")
  func lookup() throws {
    try withFolder(["conv1.txt": tile(1), "000.txt": tile(2), "012.txt": tile(3), "1234.txt": tile(4)]) { path in
      let folder = try TileFolder(path: path)
      func size(_ name: String, _ index: Int) throws -> TileFile.Content? {
        try folder.file(layerNamed: name, index: index)?.content
      }
      #expect(try size("conv1", 0) == .sizes(Tile(m: 1, n: 1, k: 1)))
      #expect(try size("other", 0) == .sizes(Tile(m: 1, n: 1, k: 2)))
      #expect(try size("other", 12) == .sizes(Tile(m: 1, n: 1, k: 3)))
      #expect(try size("other", 1234) == .sizes(Tile(m: 1, n: 1, k: 4)))
      #expect(try size("other", 1) == nil)
    }
  }

  @Test("one file serves every layer")
  func single() throws {
    try withFolder(["t.txt": tile(7)]) { path in
      let folder = try TileFolder(path: path + "/t.txt")
      #expect(try folder.file(layerNamed: "a", index: 0)?.content == .sizes(Tile(m: 1, n: 1, k: 7)))
      #expect(try folder.file(layerNamed: "b", index: 9)?.content == .sizes(Tile(m: 1, n: 1, k: 7)))
    }
  }

  @Test("a path that is not there is an input fault")
  func absent() {
    #expect(throws: FileAccessError.self) { try TileFolder(path: "/no/such/tiles") }
  }

  @Test("every shipped tile file is accepted")
  func shipped() throws {
    let files = try filesInRepository("tiles").filter { !$0.hasSuffix(".md") }
    #expect(files.count == 55)
    for file in files { _ = try TileFile(path: file) }
  }
}
