import Foundation
import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("External data")
struct ExternalDataTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("external-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("model/data"), withIntermediateDirectories: true)
  }

  private func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// The elements of a uint8 tensor of four outside the file, read by a model in the folder `model`.
  private func read(_ entries: KeyValuePairs<String, String>, missing: MissingData = .refused) throws -> [UInt8] {
    var model = OnnxBytes()
    model.graph.initializer {
      $0.varint(1, 4)
      $0.varint(2, 2)
      $0.string(8, "w")
      for (key, value) in entries { $0.entry(13, key: key, value: value) }
      $0.varint(14, 1)
    }
    try write(model.encoded, to: "model/m.onnx")
    let path = folder.appendingPathComponent("model/m.onnx").path
    let graph = try OnnxModel.read(path: path, missingData: missing).graph
    return graph?.initializers[0].value.withElements(as: UInt8.self) { Array($0) } ?? []
  }

  private func refusal(_ entries: KeyValuePairs<String, String>) -> String {
    do {
      return "accepted: \(try read(entries))"
    } catch {
      return "\(error)".replacingOccurrences(of: folder.path, with: "FOLDER")
    }
  }

  @Test("elements come from the file, the offset and the length that the model states")
  func positions() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([9, 1, 2, 3, 4, 8], to: "model/w.bin")
    try write([5, 6, 7, 8], to: "model/data/w.bin")
    #expect(try read(["location": "w.bin", "offset": "1", "length": "4"]) == [1, 2, 3, 4])
    #expect(try read(["location": "w.bin", "offset": "2"]) == [2, 3, 4, 8])
    #expect(try read(["location": "w.bin"]) == [9, 1, 2, 3])
    #expect(try read(["location": "data/w.bin", "checksum": "0"]) == [5, 6, 7, 8])
    #expect(try read(["location": "./data/w.bin"]) == [5, 6, 7, 8])
  }

  @Test("a place outside the file is refused")
  func outside() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([1, 2, 3, 4], to: "model/w.bin")
    let prefix = "tensor `w` in FOLDER/model/m.onnx: "
    #expect(
      refusal(["location": "w.bin", "offset": "1"])
        == prefix + "its elements are 4 bytes from byte 1 of FOLDER/model/w.bin on, which has 4")
    #expect(refusal(["location": "w.bin", "offset": "9223372036854775807"]).contains("which has 4"))
    #expect(
      refusal(["location": "w.bin", "length": "3"])
        == prefix + "3 bytes of elements are stated where 4 are needed")
    for text in ["-1", "1e3", "x", "99999999999999999999"] {
      #expect(
        refusal(["location": "w.bin", "offset": text])
          == prefix + "the offset `\(text)` of its elements is no number of bytes")
    }
    #expect(
      refusal(["location": "none.bin"])
        == prefix + "its elements stand in FOLDER/model/none.bin: no such file")
    #expect(refusal(["location": "data"]).contains("a directory where a file is needed"))
    #expect(refusal([:]) == prefix + "its elements stand outside the file, but no location is given")
  }

  @Test("a location outside the model's folder is refused, by path or through a link")
  func escapes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write([1, 2, 3, 4], to: "secret.bin")
    try write([1, 2, 3, 4], to: "model/w.bin")
    for (link, target) in [("file", "../secret.bin"), ("up", ".."), ("inside", "w.bin")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("model/\(link)").path, withDestinationPath: target)
    }
    for location in [
      "../secret.bin", folder.path + "/secret.bin", "data/../../secret.bin", "..", "file",
      "up/secret.bin",
    ] {
      let refusal = refusal(["location": location])
      #expect(refusal.hasSuffix("is outside the model's folder"), "\(location): \(refusal)")
    }
    #expect(try read(["location": "inside"]) == [1, 2, 3, 4])
  }

  @Test("a missing file can be stood in for by zeros")
  func missing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try read(["location": "none.bin", "offset": "100"], missing: .zeros) == [0, 0, 0, 0])
  }

  @Test("a model from memory has no folder")
  func memory() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var model = OnnxBytes()
    model.graph.initializer {
      $0.varint(2, 2)
      $0.entry(13, key: "location", value: "w.bin")
      $0.varint(14, 1)
    }
    #expect(throws: OnnxError.self) { try OnnxModel.read(model.encoded) }
  }

  @Test("elements both in the file and outside are refused")
  func both() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var model = OnnxBytes()
    model.graph.initializer {
      $0.varint(2, 2)
      $0.bytes(9, [1])
      $0.entry(13, key: "location", value: "w.bin")
      $0.varint(14, 1)
    }
    #expect(
      throws: OnnxError.tensor(name: "", path: "m", reason: "elements both in the file and outside")
    ) { try OnnxModel.read(model.encoded, name: "m") }
  }
}
