import Diagnostics
import Glibc
import Mapping
import SettingsFiles

/// A file of searches that later runs need not make again.
package struct MappingCache {
  private static let sizeLimit = 64 << 20

  private let path: String
  package let memory: SearchMemory

  /// Reads the file; one that is not there yet is empty.
  /// - Throws: ``MappingCacheError`` where it is no such file, `FileAccessError`, `SettingsError` where it is too
  ///   large, `MachineFault`.
  package init(path: String) throws {
    try self.init(bytes: access(path, F_OK) == 0 ? readFile(path, limit: Self.sizeLimit) : nil, path: path)
  }

  /// - Parameter bytes: the file's, where there is one.
  /// - Throws: ``MappingCacheError`` where they are no such file's.
  fileprivate init(bytes: [UInt8]?, path: String) throws(MappingCacheError) {
    self.path = path
    guard let bytes else {
      memory = SearchMemory()
      return
    }
    guard let document = try? JSONText.decode(MappingCacheDocument.self, from: bytes),
      document.format == MappingCacheDocument.format
    else { throw MappingCacheError(place: path) }
    memory = SearchMemory(earlier: document.entries)
  }

  /// Writes all that was found, and what was there before and still holds.
  /// - Throws: `MachineFault`.
  package func write() throws { try WholeFile.write(text, to: path) }

  /// What is known, in the file's form.
  fileprivate var text: String {
    get throws { try JSONText.encode(MappingCacheDocument(memory.proven)) }
  }
}

/// A file that is no mapping cache, and is not overwritten with one.
package struct MappingCacheError: InputFault, Equatable {
  package let place: String
  package var what: String { "mapping cache" }
  package var reason: String { "it is no file of the form `\(MappingCacheDocument.format)`" }
  package var hint: String? { "name another file, or delete it" }
}

/// Whether bytes are a mapping cache that can be read, and written again: the entry point for other packages
/// (fuzzing). Never traps.
public func isMappingCache(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard let cache = try? MappingCache(bytes: Array(bytes), path: "cache") else { return false }
  return (try? cache.text) != nil
}
