import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

@Suite("MappingCache")
struct MappingCacheTests {
  private func text(wanted: String = "1", energy: String = "2.5", tile: String = "1, 1, 1, 1, 1, 1, 1, 1")
    -> String
  {
    """
    { "format": "stonne mapping cache 1", "searches": [ { "key": "a", "wanted": \(wanted),
      "proof": { "bound": 7, "isProven": true, "tiles": 3, "simulated": 2 },
      "candidates": [ { "tile": [\(tile)], "cycles": 7, "energy": \(energy), "multiplications": 4 } ] } ] }
    """
  }

  private func withCache(_ text: String, _ body: (MappingCache) throws -> Void) throws {
    let path = try temporaryFile("cache.json", Array(text.utf8))
    defer { try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent()) }
    try body(MappingCache(path: path))
  }

  @Test("what is kept is read back, and written again")
  func kept() throws {
    try withCache(text()) { cache in
      #expect(cache.memory.proven["a"]?.wanted == 1)
      #expect(cache.memory.proven["a"]?.search.candidates.count == 1)
      try cache.write()
    }
  }

  @Test(
    "a search with numbers that no search comes to is left out, and the file can be written again",
    arguments: ["-1", "0", "-9223372036854775808"])
  func wrongCounts(wanted: String) throws {
    try withCache(text(wanted: wanted)) { cache in
      #expect(cache.memory.proven.isEmpty)
      try cache.write()
    }
  }

  @Test("a search with a candidate that is no tile is left out", arguments: ["1, 2", ""])
  func wrongTile(tile: String) throws {
    try withCache(text(tile: tile)) { #expect($0.memory.proven.isEmpty) }
  }

  @Test(
    "what is no cache is refused",
    arguments: ["", "[]", "{}", "\u{0}", "{ \"format\": \"other\", \"searches\": [] }"])
  func noCache(text: String) throws {
    #expect(throws: MappingCacheError.self) { try withCache(text) { _ in } }
  }
}
