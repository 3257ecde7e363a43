import Diagnostics
import Tensors

/// `.npz` files: named arrays in a zip archive, a `.npy` member each.
package enum NumpyArchive {
  /// Reads all arrays, in the order of the archive. Stored members stay in the mapped file.
  /// - Parameters:
  ///   - memoryLimit: bytes that the others may take together.
  ///   - accept: called with every name before anything is decompressed; throws for what nobody wants.
  /// - Throws: `FileAccessError`, ``TensorFileError``, what `accept` throws.
  package static func read(
    path: String, memoryLimit: Int = .max, accept: (String) throws -> Void = { _ in }
  ) throws -> [(name: String, tensor: Tensor)] {
    try tensors(MappedFile(path: path).contents, place: path, memoryLimit: memoryLimit, accept: accept)
  }

  /// The arrays in the bytes of an `.npz` file.
  package static func tensors(
    _ bytes: TensorBytes, place: String, memoryLimit: Int = .max, accept: (String) throws -> Void = { _ in }
  ) throws -> [(name: String, tensor: Tensor)] {
    let archive = try ZipArchive(bytes, place: place)
    for member in archive.members where member.name.hasSuffix(extensionName) { try accept(name(of: member)) }
    var taken = 0
    for member in archive.members where member.isDeflated {
      let (sum, overflow) = taken.addingReportingOverflow(member.count)
      taken = overflow ? .max : sum
    }
    guard taken <= memoryLimit else {
      throw TensorFileError.memory(format: "numpy archive", bytes: taken, limit: memoryLimit, place: place)
    }
    return try archive.members.map { member in
      guard member.name.hasSuffix(extensionName) else {
        throw TensorFileError.malformed(
          format: "numpy archive", reason: "the member is no array: its name does not end in .npy",
          place: "\(place), member \(member.name)")
      }
      let contents = try archive.contents(of: member)
      let tensor = try NumpyFile.tensor(contents, place: "\(place), member \(member.name)")
      return (name(of: member), tensor)
    }
  }

  private static let extensionName = ".npy"

  private static func name(of member: ZipMember) -> String { String(member.name.dropLast(extensionName.count)) }

  /// Asked before arrays are made that are to be written.
  /// - Throws: ``TensorFileError/unsupported(what:reason:hint:place:)`` where two names are equal or one is
  ///   longer than zip allows.
  package static func requireNames(_ names: [String]) throws(TensorFileError) {
    var known: Set<String> = []
    for name in names {
      guard known.insert(name).inserted, name.utf8.count <= 60_000 else {
        throw .unsupported(
          what: "array name `\(name.prefix(80))`", reason: "names have to differ and fit 60,000 bytes",
          place: "numpy archive")
      }
    }
  }

  /// The bytes of an `.npz` file, stored as `np.savez` does it. The same arrays give the same bytes.
  /// - Parameter zip64Limit: sizes and offsets from here on take 64 bits; only a test lowers it.
  /// - Throws: ``TensorFileError/unsupported(what:reason:hint:place:)`` where two names are equal or one is
  ///   longer than zip allows.
  package static func bytes(
    of arrays: [(name: String, tensor: Tensor)], zip64Limit: Int = Int(UInt32.max)
  ) throws(TensorFileError) -> [UInt8] {
    try requireNames(arrays.map(\.name))
    var writer = ZipWriter(limit: zip64Limit)
    for (name, tensor) in arrays {
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
