import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite("Numpy archives")
struct NumpyArchiveTests {
  private func fixture(_ name: String) -> String {
    Bundle.module.bundleURL.appending(path: "Fixtures/\(name)").path
  }

  private func read(_ bytes: [UInt8]) throws -> [(name: String, tensor: Tensor)] {
    try NumpyArchive.tensors(TensorBytes(borrowing: bytes), place: "a.npz")
  }

  private func sample() throws -> [(name: String, tensor: Tensor)] {
    [
      ("x", try Tensor(Shape([2, 3]), (0..<6).map(Float.init))),
      ("layers/0:out", try Tensor(Shape([2]), [Int64.min, .max])),
    ]
  }

  @Test("every type that numpy writes is read, stored and deflated", arguments: ["stored.npz", "deflated.npz"])
  func types(_ name: String) throws {
    let arrays = Dictionary(uniqueKeysWithValues: try NumpyArchive.read(path: fixture(name)))
    #expect(arrays["f2"]?.elements(as: Float16.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["f4"]?.elements(as: Float.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["f8"]?.elements(as: Double.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["i1"]?.elements(as: Int8.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["i2"]?.elements(as: Int16.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["i4"]?.elements(as: Int32.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["i8"]?.elements(as: Int64.self) == [-2, -1, 0, 1, 2, 3])
    #expect(arrays["u1"]?.elements(as: UInt8.self) == [0, 1, 2, 3, 4, 5])
    #expect(arrays["u2"]?.elements(as: UInt16.self) == [0, 1, 2, 3, 4, 5])
    #expect(arrays["u4"]?.elements(as: UInt32.self) == [0, 1, 2, 3, 4, 5])
    #expect(arrays["u8"]?.elements(as: UInt64.self) == [0, 1, 2, 3, 4, 5])
    #expect(arrays["b1"]?.elements(as: Bool.self) == [true, false, true, false, false, true])
    #expect(arrays["i4"]?.shape.extents == [2, 3])
    #expect(arrays["scalar"]?.shape == .scalar)
    #expect(arrays["scalar"]?.elements(as: Float.self) == [2.5])
    #expect(arrays["empty"]?.shape.extents == [0, 4])
    #expect(arrays["text"]?.strings == ["a", "äbc", ""])
    #expect(arrays["fortran"]?.elements(as: Int32.self) == Array(0..<24))
    if name == "deflated.npz" {
      #expect(arrays["zeros"]?.elements(as: Float.self) == .init(repeating: 0, count: 5000))
    }
  }

  @Test("arrays keep the archive's order")
  func order() throws {
    #expect(try NumpyArchive.read(path: fixture("stored.npz")).prefix(3).map(\.name) == ["f2", "f4", "f8"])
  }

  @Test("what is written is read back, with 32-bit and with 64-bit sizes", arguments: [0, 200, Int(UInt32.max)])
  func roundTrip(_ limit: Int) throws {
    let bytes = try NumpyArchive.bytes(of: sample(), zip64Limit: limit)
    let back = try read(bytes)
    #expect(back.map(\.name) == ["x", "layers/0:out"])
    #expect(back[0].tensor.elements(as: Float.self) == (0..<6).map(Float.init))
    #expect(back[1].tensor.elements(as: Int64.self) == [.min, .max])
    #expect(try NumpyArchive.bytes(of: sample(), zip64Limit: limit) == bytes)
  }

  @Test("an archive of nothing is an archive")
  func empty() throws { #expect(try read(NumpyArchive.bytes(of: [])).isEmpty) }

  @Test("two arrays of one name are refused")
  func duplicateNames() throws {
    let one = try sample()[0]
    #expect(throws: TensorFileError.self) { try NumpyArchive.bytes(of: [one, one]) }
  }

  @Test("every truncation is refused")
  func truncations() throws {
    let bytes = try NumpyArchive.bytes(of: sample())
    for count in 0..<bytes.count { #expect(throws: TensorFileError.self) { try read(Array(bytes.prefix(count))) } }
  }

  @Test("a changed bit in the data is found by the checksum")
  func damage() throws {
    var bytes = try NumpyArchive.bytes(of: [try sample()[0]])
    bytes[30 + 5 + 128 + 3] ^= 1
    let error = #expect(throws: TensorFileError.self) { try read(bytes) }
    #expect(
      error?.description
        == "zip archive in a.npz, member x.npy: its checksum is wrong: the data is damaged")
  }

  @Test("a member that is no array, an encrypted one and other compressions are refused")
  func members() throws {
    let bytes = try NumpyArchive.bytes(of: [try sample()[0]])
    let entry = try #require(
      bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
    func changed(_ offset: Int, _ value: UInt8) -> [UInt8] {
      var changed = bytes
      changed[entry + offset] = value
      return changed
    }
    func message(_ bytes: [UInt8]) -> String? { #expect(throws: TensorFileError.self) { try read(bytes) }?.reason }
    #expect(message(changed(8, 1)) == "it is encrypted")
    #expect(message(changed(10, 12)) == "its compression (method 12) is neither stored nor deflated")
    #expect(message(changed(46 + 4, UInt8(ascii: "z"))) == "the member is no array: its name does not end in .npy")
    #expect(message(changed(24, 1)) == "its stored size is not its size")
    #expect(message(changed(45, 0x7F)) == "its data overlaps another part of the archive")
  }

  @Test("a member that states more than deflate can hold is refused before memory is taken")
  func bomb() throws {
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: fixture("deflated.npz"))))
    let entry = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) })
    bytes.replaceSubrange(entry + 24..<entry + 28, with: [0, 0, 0, 0x7F])
    let error = #expect(throws: TensorFileError.self) { try read(bytes) }
    #expect(error?.reason.contains("cannot hold the 2130706432 that it states") == true)
  }

  @Test("what takes more than may be used is refused before it is decompressed")
  func memory() throws {
    let path = fixture("deflated.npz")
    #expect(try !NumpyArchive.read(path: path, memoryLimit: 1 << 20).isEmpty)
    #expect(throws: TensorFileError.self) { try NumpyArchive.read(path: path, memoryLimit: 100) }
    // Stored members stay in the file.
    #expect(try !NumpyArchive.read(path: fixture("stored.npz"), memoryLimit: 0).isEmpty)
  }

  @Test("a name that nobody wants is told before anything is decompressed")
  func names() throws {
    struct Unwanted: Error {}
    #expect(throws: Unwanted.self) {
      try NumpyArchive.read(path: fixture("deflated.npz"), memoryLimit: 0) { _ in throw Unwanted() }
    }
  }

  @Test("members that share their data are refused")
  func overlap() throws {
    var bytes = try NumpyArchive.bytes(of: sample())
    let entries = bytes.indices.filter { bytes[$0...].starts(with: [0x50, 0x4B, 0x01, 0x02]) }
    bytes.replaceSubrange(entries[1] + 42..<entries[1] + 46, with: bytes[entries[0] + 42..<entries[0] + 46])
    let error = #expect(throws: TensorFileError.self) { try read(bytes) }
    #expect(error?.reason == "its data overlaps another part of the archive")
  }

  @Test("damaged archives never trap")
  func mutations() throws {
    let stored = try NumpyArchive.bytes(of: sample())
    let large = try NumpyArchive.bytes(of: sample(), zip64Limit: 0)
    let deflated = [UInt8](try Data(contentsOf: URL(filePath: fixture("deflated.npz"))))
    for original in [stored, large, deflated] {
      for bytes in ByteMutations(of: original, seeds: 0..<1500) { _ = bytes.withUnsafeBytes(isNumpyArchive) }
    }
  }

  @Test("an archive in which two members have one name is refused by that name")
  func sharedName() throws {
    let one = try sample()[0].tensor
    var bytes = try NumpyArchive.bytes(of: [("a", one), ("b", one)])
    for place in bytes.indices where bytes[place...].starts(with: Array("b.npy".utf8)) {
      bytes[place] = UInt8(ascii: "a")
    }
    let error = #expect(throws: TensorFileError.self) { try read(bytes) }
    #expect(error?.description == "zip archive in a.npz, member a.npy: two members have this name")
  }
}
