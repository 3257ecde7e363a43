import Diagnostics
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite("Numpy files")
struct NumpyFileTests {
  private func fixture(_ name: String) -> String {
    Bundle.module.bundleURL.appending(path: "Fixtures/\(name)").path
  }

  private func read(_ bytes: [UInt8]) throws(TensorFileError) -> Tensor {
    try NumpyFile.tensor(TensorBytes(borrowing: [UInt8](bytes)), place: "a.npy")
  }

  private func file(_ header: String, version: UInt8 = 1, payload: [UInt8] = []) -> [UInt8] {
    let length = header.utf8.count
    let count: [UInt8] =
      version == 1
      ? [UInt8(length & 255), UInt8(length >> 8)] : [UInt8(length & 255), UInt8(length >> 8), 0, 0]
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + count + Array(header.utf8) + payload
  }

  @Test("format versions 1 to 3 are read", arguments: 1...3)
  func versions(_ version: Int) throws {
    let tensor = try NumpyFile.read(path: fixture("version\(version).npy"))
    #expect(tensor.shape.extents == [5])
    #expect(tensor.elements(as: Float.self) == [0, 1, 2, 3, 4])
  }

  @Test("Fortran order comes out row-major")
  func fortranOrder() throws {
    let tensor = try NumpyFile.read(path: fixture("fortran.npy"))
    #expect(tensor.shape.extents == [2, 3, 4])
    #expect(tensor.elements(as: Int32.self) == Array(0..<24))
  }

  @Test("a gzipped array is read, and its truncations and damages are refused")
  func gzipped() throws {
    let path = fixture("array.npy.gz")
    #expect(try NumpyFile.read(path: path).elements(as: Float.self) == (0..<1000).map(Float.init))
    #expect(throws: TensorFileError.self) { try NumpyFile.read(path: path, memoryLimit: 1000) }
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    let place = FileManager.default.temporaryDirectory.appending(path: "damaged-\(UUID().uuidString).npy.gz")
    defer { try? FileManager.default.removeItem(at: place) }
    var damaged = bytes
    damaged[bytes.count / 2] ^= 0x10
    for content in [Array(bytes.dropLast(9)), damaged, bytes + bytes, Array(bytes.prefix(20))] {
      try Data(content).write(to: place)
      #expect(throws: TensorFileError.self) { try NumpyFile.read(path: place.path) }
    }
  }

  @Test("any byte but 0 is true in an array of bool")
  func booleans() throws {
    let tensor = try read(
      file("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", payload: [0, 1, 7]))
    #expect(tensor.elements(as: Bool.self) == [false, true, true])
  }

  @Test("what numpy can store and tensors cannot is refused by name, with a way out")
  func unsupported() {
    func error(_ name: String) -> String? {
      do {
        _ = try NumpyFile.read(path: fixture(name))
        return nil
      } catch let error as TensorFileError {
        return "\(error.what): \(error.reason); \(error.hint ?? "")"
      } catch { return nil }
    }
    #expect(
      error("object.npy") == "numpy type `|O`: objects are stored as Python code (pickle), which is not read; "
        + "save the array with a number type: a.astype('float32')")
    #expect(error("big_endian.npy")?.hasPrefix("numpy type `>f4`: its bytes are in big-endian order") == true)
    #expect(error("structured.npy")?.hasPrefix("structured numpy type") == true)
  }

  @Test(
    "malformed headers are refused",
    arguments: [
      "", "{", "{}", "x", "{'descr': '<f4'}", "[1]",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1, }",
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': 4, 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': 1, }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': ('1',), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000000,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
      "{'descr': '<f4', 'fortran_order': False, 'shape': (), } x",
      "{'descr': '<f3', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '<U99999999999', 'fortran_order': False, 'shape': (1,), }",
      "{'descr': '<U0', 'fortran_order': False, 'shape': (1000000000000,), }",
      "{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }",
      String(repeating: "(", count: 100),
    ])
  func malformed(_ header: String) {
    #expect(throws: TensorFileError.self) { try read(file(header, payload: [0xFF, 0xFF, 0xFF, 0xFF])) }
  }

  @Test("quotes of both kinds, spaces and Python 2's long integers are read")
  func spellings() throws {
    let header = "{ \"shape\" : (1L, 1 ) ,'fortran_order':False, 'descr':\"=i4\" }\n"
    for version in UInt8(1)...3 {
      #expect(try read(file(header, version: version, payload: [7, 0, 0, 0])).elements(as: Int32.self) == [7])
    }
  }

  @Test("other magic, versions and truncations are refused")
  func notNumpy() throws {
    let whole = NumpyFile.bytes(of: try Tensor(Shape([2]), [Float(1), 2]))
    #expect(try read(whole).count == 2)
    for count in 0..<whole.count { #expect(throws: TensorFileError.self) { try read(Array(whole.prefix(count))) } }
    #expect(throws: TensorFileError.self) { try read(whole + [0]) }
    var version = whole
    version[6] = 4
    #expect(throws: TensorFileError.self) { try read(version) }
  }

  @Test("what is written is read back, elements at a multiple of 64 bytes")
  func roundTrip() throws {
    for rank in 0...5 {
      let shape = try Shape((0..<rank).map { $0 + 1 })
      let tensor = try Tensor(shape, (0..<shape.count).map(Double.init))
      let bytes = NumpyFile.bytes(of: tensor)
      #expect((bytes.count - tensor.byteCount) % 64 == 0)
      let back = try read(bytes)
      #expect(back.shape == shape)
      #expect(back.elements(as: Double.self) == tensor.elements(as: Double.self))
    }
  }

  @Test("types that numpy lacks are written in one that holds their values")
  func writtenTypes() throws {
    let brain = try Tensor(Shape([2]), [BFloat16(1.5), BFloat16(-2)])
    #expect(try read(NumpyFile.bytes(of: brain)).elements(as: Float.self) == [1.5, -2])
    let nibbles = Tensor(.int4, try Shape([2])) { $0.copyBytes(from: [0xFF, 7]) }
    #expect(try read(NumpyFile.bytes(of: nibbles)).elements(as: Int8.self) == [-1, 7])
    let text = try Tensor(Shape([2]), strings: ["", "añ"])
    #expect(try read(NumpyFile.bytes(of: text)).strings == ["", "añ"])
  }

  @Test("a file that is not there is named")
  func absent() {
    #expect(throws: FileAccessError.missing(path: "/no/such.npy")) { try NumpyFile.read(path: "/no/such.npy") }
  }

  @Test("damaged files never trap")
  func mutations() throws {
    let whole = NumpyFile.bytes(of: try Tensor(Shape([2, 3]), (0..<6).map(Float.init)))
    for bytes in ByteMutations(of: whole, seeds: 0..<3000, alphabet: Array("'(),{}:<9U".utf8)) {
      _ = bytes.withUnsafeBytes(isNumpyFile)
    }
  }

  /// The message of the error that reading throws, and its hint.
  private func refusal(_ bytes: [UInt8]) -> String {
    do throws(TensorFileError) { return "accepted: \(try read(bytes))" } catch {
      return error.description + (error.hint.map { "; " + $0 } ?? "")
    }
  }

  @Test("text in Fortran order is refused with a way out, a line of it is read")
  func fortranText() throws {
    let letters: [UInt8] = [97, 0, 0, 0, 98, 0, 0, 0]
    let line = file("{'descr': '<U1', 'fortran_order': True, 'shape': (2,), }", payload: letters)
    #expect(try read(line).strings == ["a", "b"])
    #expect(
      refusal(file("{'descr': '<U1', 'fortran_order': True, 'shape': (1, 2), }", payload: letters))
        == "text in Fortran order in a.npy: row-major order is accepted; save it as np.ascontiguousarray(a)")
  }

  @Test("a header that states more than its limit is refused before it is read")
  func headerLimit() {
    let header = String(repeating: " ", count: (64 << 10) + 1)
    var bytes = file("", version: 2) + Array(header.utf8)
    bytes.replaceSubrange(8..<12, with: [1, 0, 1, 0])
    #expect(refusal(bytes) == "numpy array in a.npy: a header of 65537 bytes is longer than 65536")
  }

  @Test("a compressed array is known by its bytes, and one beyond any memory is none; damage never traps")
  func compressed() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: fixture("array.npy.gz"))))
    #expect(
      bytes.withUnsafeBytes(isCompressedNumpyFile) && !bytes.dropLast().withUnsafeBytes(isCompressedNumpyFile))
    for damaged in ByteMutations(of: bytes, seeds: 0..<500) { _ = damaged.withUnsafeBytes(isCompressedNumpyFile) }
    // 2^47 texts of 2^20 characters: more bytes than 63 bits count.
    let header = "{'descr': '<U1048576', 'fortran_order': False, 'shape': (140737488355328,), }"
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).npy.gz").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(StoredGzip.bytes(of: file(header))).write(to: URL(filePath: path))
    let error = #expect(throws: TensorFileError.self) { try NumpyFile.read(path: path) }
    #expect(error?.description == "numpy array in \(path): a shape beyond any memory")
  }
}

extension TensorBytes {
  /// A copy of an array.
  convenience init(borrowing bytes: [UInt8]) {
    self.init(uninitializedCount: bytes.count)
    UnsafeMutableRawBufferPointer(start: base, count: count).copyBytes(from: bytes)
  }
}
