import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite("IDX files")
struct IdxFileTests {
  private func read(_ bytes: [UInt8]) throws(TensorFileError) -> Tensor {
    try IdxFile.tensor(TensorBytes(borrowing: bytes), place: "images")
  }

  private let images: [UInt8] = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]

  @Test("bytes come in the order of the file")
  func bytes() throws {
    let tensor = try read(images)
    #expect(tensor.shape.extents == [2, 3])
    #expect(tensor.elements(as: UInt8.self) == [1, 2, 3, 4, 5, 6])
  }

  @Test("wider types are turned from big-endian")
  func wideTypes() throws {
    #expect(try read([0, 0, 0x0B, 1, 0, 0, 0, 2, 0xFF, 0xFE, 1, 2]).elements(as: Int16.self) == [-2, 258])
    #expect(try read([0, 0, 0x0D, 1, 0, 0, 0, 1, 0x40, 0x20, 0, 0]).elements(as: Float.self) == [2.5])
    #expect(try read([0, 0, 0x09, 0, 0xFF]).elements(as: Int8.self) == [-1])
  }

  @Test("truncations, surplus bytes, unknown types and shapes beyond memory are refused")
  func malformed() {
    for count in 0..<images.count {
      #expect(throws: TensorFileError.self) { try read(Array(images.prefix(count))) }
    }
    #expect(throws: TensorFileError.self) { try read(images + [0]) }
    #expect(throws: TensorFileError.self) { try read([0, 0, 0x0A, 0]) }
    #expect(throws: TensorFileError.self) { try read([1, 0, 8, 0, 1]) }
    #expect(throws: TensorFileError.self) { try read([0, 0, 8, 3] + [UInt8](repeating: 0xFF, count: 12)) }
  }

  @Test("damaged files never trap")
  func mutations() {
    for bytes in ByteMutations(of: images, seeds: 0..<2000) { _ = bytes.withUnsafeBytes(isIdxFile) }
  }

  @Test("a gzipped file is read like a plain one, and another size than its header's is refused")
  func gzipped() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).gz").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(StoredGzip.bytes(of: images)).write(to: URL(filePath: path))
    let tensor = try IdxFile.read(path: path)
    #expect(tensor.shape.extents == [2, 3] && tensor.elements(as: UInt8.self) == [1, 2, 3, 4, 5, 6])
    for content in [images + [0], images.dropLast()] {
      try Data(StoredGzip.bytes(of: content)).write(to: URL(filePath: path))
      #expect(throws: TensorFileError.self) { try IdxFile.read(path: path) }
    }
  }
}
