import Diagnostics
import Tensors

/// `.npz` files: named arrays in a zip archive, a `.npy` member each.
package enum NumpyArchive {
  /// Reads all arrays, in the order of the archive. Stored members stay in the mapped file.
  /// - Throws: `FileAccessError`, ``TensorFileError``.
  package static func read(path: String) throws -> [(name: String, tensor: Tensor)] {
    try tensors(MappedFile(path: path).contents, place: path)
  }

  /// The arrays in the bytes of an `.npz` file.
  package static func tensors(_ bytes: TensorBytes, place: String) throws -> [(name: String, tensor: Tensor)] {
    let archive = try ZipArchive(bytes, place: place)
    return try archive.members.map { member in
      guard member.name.hasSuffix(".npy") else {
        throw TensorFileError.malformed(
          format: "numpy archive", reason: "the member is no array: its name does not end in .npy",
          place: "\(place), member \(member.name)")
      }
      let contents = try archive.contents(of: member)
      let tensor = try NumpyFile.tensor(contents, place: "\(place), member \(member.name)")
      return (String(member.name.dropLast(".npy".count)), tensor)
    }
  }

  /// The bytes of an `.npz` file, stored as `np.savez` does it. The same arrays give the same bytes.
  /// - Parameter zip64Limit: sizes and offsets from here on take 64 bits; only a test lowers it.
  /// - Throws: ``TensorFileError/unsupported(what:reason:hint:place:)`` where two names are equal or one is
  ///   longer than zip allows.
  package static func bytes(
    of arrays: [(name: String, tensor: Tensor)], zip64Limit: Int = Int(UInt32.max)
  ) throws(TensorFileError) -> [UInt8] {
    var writer = ZipWriter(limit: zip64Limit)
    var names: Set<String> = []
    for (name, tensor) in arrays {
      guard names.insert(name).inserted, name.utf8.count <= 60_000 else {
        throw .unsupported(
          what: "array name `\(name.prefix(80))`", reason: "names have to differ and fit 60,000 bytes",
          place: "numpy archive")
      }
      let array = NumpyArray(tensor)
      array.header.withUnsafeBytes { writer.add(name + ".npy", [$0, array.payload.buffer]) }
    }
    return writer.finished()
  }
}

/// Whether bytes are an `.npz` file: the entry point for other packages (fuzzing). Never traps.
public func isNumpyArchive(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? NumpyArchive.tensors(TensorBytes(copying: bytes), place: "archive")) != nil
}
