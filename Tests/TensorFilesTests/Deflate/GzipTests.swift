import Foundation
import TensorFiles
import Tensors
import Testing

@Suite("gzip")
struct GzipTests {
  private func fixture() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Bundle.module.bundleURL.appending(path: "Fixtures/array.npy.gz")))
  }

  private let size = 4128

  @Test("members one after the other are one stream")
  func concatenated() throws {
    let bytes = TensorBytes(borrowing: try fixture() + fixture())
    #expect(try Gzip.decompress(bytes, count: 2 * size, place: "g").count == 2 * size)
  }

  @Test("another size than the stated one is refused, in both directions")
  func sizes() throws {
    let bytes = TensorBytes(borrowing: try fixture())
    #expect(try Gzip.decompress(bytes, count: size, place: "g").count == size)
    for count in [0, 1, size - 1, size + 1, 1 << 40] {
      #expect(throws: TensorFileError.self) { try Gzip.decompress(bytes, count: count, place: "g") }
    }
  }

  @Test("the front is decompressed as far as asked")
  func prefix() throws {
    let bytes = TensorBytes(borrowing: try fixture())
    #expect(try Gzip.prefix(of: bytes, count: 6, place: "g").count == 6)
    #expect(try Gzip.prefix(of: bytes, count: 1 << 20, place: "g").count == size)
  }

  @Test("a wrong checksum is found")
  func checksum() throws {
    var bytes = try fixture()
    bytes[bytes.count - 8] ^= 1
    #expect(throws: TensorFileError.self) {
      try Gzip.decompress(TensorBytes(borrowing: bytes), count: size, place: "g")
    }
  }
}
