import OnnxFormat
import Tensors
import TestSupport
import Testing

@Suite("Reading tensors")
struct TensorReadingTests {
  private func read(
    _ type: DataType, _ extents: [Int64], _ write: (inout ProtobufWriter) -> Void
  ) throws -> Tensor {
    var writer = ProtobufWriter()
    for extent in extents { writer.varint(1, extent) }
    writer.varint(2, Int64(type.rawValue))
    writer.string(8, "t")
    write(&writer)
    return try OnnxTensor.read(writer.bytes, name: "t.pb").value
  }

  private func bytes(_ tensor: Tensor) -> [UInt8] { tensor.withUnsafeBytes { Array($0) } }

  /// The message of the error that reading throws.
  private func refusal(
    _ type: DataType, _ extents: [Int64], _ write: (inout ProtobufWriter) -> Void = { _ in }
  ) -> String {
    do { return "accepted: \(try read(type, extents, write))" } catch { return "\(error)" }
  }

  @Test("raw data of every type of a byte or more is taken as it stands", arguments: DataType.allCases)
  func raw(type: DataType) throws {
    guard type.byteWidth > 0, type.elementsPerRawByte == 1 else { return }
    let content = (0..<type.byteWidth * 3).map { type == .bool ? UInt8($0 % 2) : UInt8($0 + 100) }
    let tensor = try read(type, [3]) { $0.bytes(9, content) }
    #expect(tensor.dataType == type && tensor.shape.extents == [3])
    #expect(bytes(tensor) == content)
  }

  @Test("raw data narrower than a byte is unpacked, low bits first, signed types sign-extended")
  func packed() throws {
    func unpacked(_ type: DataType, _ content: [UInt8], _ count: Int64) throws -> [UInt8] {
      bytes(try read(type, [count]) { $0.bytes(9, content) })
    }
    #expect(try unpacked(.int4, [0xE1, 0x03], 3) == [1, 0xFE, 3])
    #expect(try unpacked(.uint4, [0xE1, 0x03], 3) == [1, 14, 3])
    #expect(try unpacked(.float4E2M1, [0xE1, 0x03], 3) == [1, 14, 3])
    #expect(try unpacked(.int2, [0x19, 0x03], 5) == [1, 0xFE, 1, 0, 0xFF])
    #expect(try unpacked(.uint2, [0x19, 0x03], 5) == [1, 2, 1, 0, 3])
  }

  @Test("packed elements come back as they were written", arguments: [DataType.int4, .uint4, .int2, .uint2])
  func packedRoundTrip(type: DataType) throws {
    let isSigned = type == .int4 || type == .int2
    let limit = type.elementsPerRawByte == 2 ? 16 : 4
    for count in 0...9 {
      let values = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 % limit - (isSigned ? limit / 2 : 0)) }
      let tensor = try Tensor(type, Shape([count]), bytes: TensorBytes(copying: values))
      #expect(bytes(try OnnxTensor.read(OnnxBytes.tensorFile(tensor)).value) == values)
    }
  }

  @Test("int32_data holds every type of at most 32 bits that has no field of its own")
  func int32Data() throws {
    func stored(_ type: DataType, _ values: [Int64], count: Int64? = nil) throws -> [UInt8] {
      bytes(try read(type, [count ?? Int64(values.count)]) { $0.packedVarints(5, values) })
    }
    #expect(try stored(.int32, [-1, 5]) == [255, 255, 255, 255, 5, 0, 0, 0])
    #expect(try stored(.int16, [-2, 300]) == [254, 255, 44, 1])
    #expect(try stored(.uint16, [65535]) == [255, 255])
    #expect(try stored(.int8, [-128, 127]) == [128, 127])
    #expect(try stored(.uint8, [0, 255]) == [0, 255])
    #expect(try stored(.bool, [0, 1, 2, -1]) == [0, 1, 1, 1])
    #expect(try stored(.float16, [0x3C00, 0xFC00]) == [0, 0x3C, 0, 0xFC])
    #expect(try stored(.bfloat16, [0x3F80]) == [0x80, 0x3F])
    #expect(try stored(.float8E5M2, [0x7C]) == [0x7C])
    #expect(try stored(.int4, [225, 3], count: 3) == [1, 0xFE, 3])
    #expect(try stored(.int2, [25, 3], count: 5) == [1, 0xFE, 1, 0, 0xFF])
  }

  @Test("the other typed fields hold their types")
  func typedFields() throws {
    let float = try read(.float32, [2]) { $0.bytes(4, [0, 0, 128, 63, 0, 0, 0, 192]) }
    #expect(float.withElements(as: Float.self) { Array($0) } == [1, -2])
    let complex = try read(.complex64, [1]) { $0.bytes(4, [0, 0, 128, 63, 0, 0, 0, 192]) }
    #expect(bytes(complex) == [0, 0, 128, 63, 0, 0, 0, 192])
    let double = try read(.float64, [1]) { $0.fixed64(10, 1.5.bitPattern) }
    #expect(double.withElements(as: Double.self) { $0[0] } == 1.5)
    let long = try read(.int64, [3]) { $0.packedVarints(7, [.min, .max, -1]) }
    #expect(long.withElements(as: Int64.self) { Array($0) } == [.min, .max, -1])
    let unsigned = try read(.uint64, [1]) { $0.packedVarints(11, [-1]) }
    #expect(unsigned.withElements(as: UInt64.self) { $0[0] } == .max)
    let narrow = try read(.uint32, [1]) { $0.packedVarints(11, [4_294_967_295]) }
    #expect(narrow.withElements(as: UInt32.self) { $0[0] } == .max)
    let strings = try read(.string, [2]) {
      $0.string(6, "a")
      $0.string(6, "")
    }
    #expect(strings.strings == ["a", ""])
  }

  @Test("packed runs and single values of one field add up")
  func mixedPacking() throws {
    let long = try read(.int64, [4]) {
      $0.varint(7, 1)
      $0.packedVarints(7, [2, 300])
      $0.varint(7, -4)
    }
    #expect(long.withElements(as: Int64.self) { Array($0) } == [1, 2, 300, -4])
    let float = try read(.float32, [2]) {
      $0.fixed32(4, Float(1).bitPattern)
      $0.fixed32(4, Float(2).bitPattern)
    }
    #expect(float.withElements(as: Float.self) { Array($0) } == [1, 2])
  }

  @Test("booleans in raw data become 0 and 1")
  func booleans() throws {
    #expect(bytes(try read(.bool, [3]) { $0.bytes(9, [0, 2, 255]) }) == [0, 1, 1])
  }

  @Test("a tensor without elements needs no field", arguments: [DataType.float32, .string, .int4, .int64])
  func empty(type: DataType) throws {
    #expect(try read(type, [0, 3]) { _ in }.count == 0)
  }

  @Test("no dims make a scalar")
  func scalar() throws {
    #expect(try read(.float32, []) { $0.bytes(9, [0, 0, 128, 63]) }.shape == .scalar)
  }

  @Test("elements that do not fit the shape are refused")
  func sizes() {
    #expect(
      refusal(.float32, [2]) { $0.bytes(9, [1, 2, 3, 4]) }
        == "tensor `t` in t.pb: 4 bytes of elements where float [2] has 8")
    #expect(refusal(.float32, [1]) == "tensor `t` in t.pb: 0 bytes of elements where float [1] has 4")
    #expect(
      refusal(.int64, [2]) { $0.packedVarints(7, [1]) }
        == "tensor `t` in t.pb: 1 values where int64 [2] has 2 in int64_data")
    #expect(
      refusal(.string, [2]) { $0.string(6, "a") } == "tensor `t` in t.pb: 1 strings where the shape [2] has 2")
    #expect(refusal(.float32, [2, -1]) == "tensor `t` in t.pb: shape [2, -1]: extents must be 0 or more")
    #expect(
      refusal(.float32, [1 << 32, 1 << 32])
        == "tensor `t` in t.pb: shape [4294967296, 4294967296]: more than 2^48 elements")
  }

  @Test("elements in the wrong field, or in two, are refused")
  func fields() {
    let both = refusal(.float32, [1]) {
      $0.bytes(9, [1, 2, 3, 4])
      $0.fixed32(4, 1)
    }
    #expect(both == "tensor `t` in t.pb: elements in both raw_data and float_data, where one is allowed")
    #expect(
      refusal(.int64, [1]) { $0.fixed32(4, 0) }
        == "tensor `t` in t.pb: int64 elements stand in float_data; they belong in int64_data or raw_data")
    #expect(
      refusal(.string, [1]) { $0.bytes(9, [65]) }
        == "tensor `t` in t.pb: string elements cannot stand in raw_data")
    #expect(
      refusal(.float32, [1]) { $0.string(6, "a") }
        == "tensor `t` in t.pb: float elements cannot stand in string_data")
    #expect(
      refusal(.uint8, [1]) { $0.packedVarints(5, [256]) }
        == "tensor `t` in t.pb: the value 256 is no uint8 in int32_data")
  }

  @Test("an element type that ONNX does not have is refused by its number")
  func elementTypes() {
    func refusal(_ number: Int64) -> String {
      var writer = ProtobufWriter()
      writer.varint(2, number)
      do { return "\(try OnnxTensor.read(writer.bytes))" } catch { return "\(error)" }
    }
    #expect(refusal(0) == "unnamed tensor in tensor: no element type (data_type is 0 or missing)")
    #expect(refusal(99) == "unnamed tensor in tensor: element type 99 is not one of ONNX's")
    #expect(refusal(27).contains("6-bit"))
    #expect(refusal(-1).contains("element type -1"))
  }
}
