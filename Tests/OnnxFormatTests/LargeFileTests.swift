import Foundation
import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Model files of more than 2 GiB")
struct LargeFileTests {
  /// The key and length of a field whose content comes from elsewhere.
  private func head(_ field: Int, length: Int) -> [UInt8] {
    var writer = ProtobufWriter()
    // A field without content ends in its length, 0: what precedes it is the key.
    writer.bytes(field, [])
    var bytes = Array(writer.bytes.dropLast())
    var rest = UInt64(length)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A model of one constant of `count` bytes, as it stands before and behind them.
  private func parts(around count: Int) -> (front: [UInt8], back: [UInt8]) {
    var tensor = ProtobufWriter()
    tensor.varint(1, Int64(count))
    tensor.varint(2, Int64(DataType.uint8.rawValue))
    tensor.string(8, "w")
    let tensorFront = tensor.bytes + head(9, length: count)
    var graph = OnnxBytes.Graph()
    graph.output("w", .uint8)
    var graphBytes = ProtobufWriter()
    graph.encode(into: &graphBytes)
    let tensorLength = tensorFront.count + count
    let graphFront = head(5, length: tensorLength) + tensorFront
    var model = ProtobufWriter()
    model.varint(1, 8)
    model.message(8) { $0.varint(2, 17) }
    let graphLength = graphFront.count + count + graphBytes.bytes.count
    return (model.bytes + head(7, length: graphLength) + graphFront, graphBytes.bytes)
  }

  @Test("its constants are where they are, beyond what protobuf's own readers reach")
  func overTwoGibibytes() throws {
    let count = (1 << 31) + (1 << 20)
    let path = FileManager.default.temporaryDirectory.appending(path: "stonne-\(UUID().uuidString).onnx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    // A file with a hole takes only the blocks around it.
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    let (front, back) = parts(around: count)
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.write(contentsOf: front)
    try file.seek(toOffset: UInt64(front.count + count - 3))
    try file.write(contentsOf: [7, 8, 9] + back)
    try file.close()

    let graph = try #require(try OnnxModel.read(path: path).graph)
    let constant = try #require(graph.initializers.first).value
    #expect(constant.shape.extents == [count])
    #expect(constant.withUnsafeBytes { Array($0.suffix(4)) } == [0, 7, 8, 9])
  }
}
