/// Bytes that are parts of a file and new bytes between them, in the order in which they are to be written.
struct FilePieces {
  /// A run of bytes.
  enum Piece {
    case part(Range<Int>)
    case new([UInt8])
  }

  private(set) var pieces: [Piece] = []
  private(set) var byteCount = 0

  /// Adds a part of the file; one that follows the last part becomes one with it.
  mutating func append(_ part: Range<Int>) {
    guard !part.isEmpty else { return }
    byteCount += part.count
    if case .part(let last)? = pieces.last, last.upperBound == part.lowerBound {
      pieces[pieces.count - 1] = .part(last.lowerBound..<part.upperBound)
    } else {
      pieces.append(.part(part))
    }
  }

  mutating func append(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    byteCount += bytes.count
    if case .new(let last)? = pieces.last {
      pieces[pieces.count - 1] = .new(last + bytes)
    } else {
      pieces.append(.new(bytes))
    }
  }

  /// Adds a message as a field of the one that encloses it.
  mutating func append(_ message: FilePieces, asField number: UInt32) {
    append(Self.head(ofField: number, length: message.byteCount))
    for piece in message.pieces {
      switch piece {
      case .part(let range): append(range)
      case .new(let bytes): append(bytes)
      }
    }
  }

  /// A `StringStringEntryProto` as a field.
  mutating func append(key: String, value: String, asField number: UInt32) {
    let key = Self.head(ofField: MetadataField.key, length: key.utf8.count) + Array(key.utf8)
    let value = Self.head(ofField: MetadataField.value, length: value.utf8.count) + Array(value.utf8)
    append(Self.head(ofField: number, length: key.count + value.count) + key + value)
  }

  /// Tag and length of a length-delimited field.
  private static func head(ofField number: UInt32, length: Int) -> [UInt8] {
    varint(UInt64(number << 3 | UInt32(WireType.lengthDelimited.rawValue))) + varint(UInt64(length))
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}

/// Field numbers of ONNX's schema that metadata is written with.
enum MetadataField {
  /// `StringStringEntryProto`.
  static let (key, value): (UInt32, UInt32) = (1, 2)
  /// `ModelProto.graph` and `.metadata_props`.
  static let (graph, ofModel): (UInt32, UInt32) = (7, 14)
  /// `GraphProto.node`.
  static let node: UInt32 = 1
  /// `NodeProto.output`, `.op_type` and `.metadata_props`.
  static let (output, operatorType, ofNode): (UInt32, UInt32, UInt32) = (2, 4, 9)
}
