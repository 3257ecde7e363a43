import COnnxProto
import CProtobufC

// protobuf-c's structures as Swift's: counted pointers, texts and bytes, any of which may be absent.

/// The sub-messages of a repeated field.
func list<Message>(
  _ base: UnsafeMutablePointer<UnsafeMutablePointer<Message>?>?, _ count: Int
) -> [UnsafeMutablePointer<Message>] {
  UnsafeBufferPointer(start: base, count: base == nil ? 0 : count).compactMap { $0 }
}

/// A text; empty where absent. What is not UTF-8 is repaired.
func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

/// The texts of a repeated field.
func texts(_ base: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ count: Int) -> [String] {
  UnsafeBufferPointer(start: base, count: base == nil ? 0 : count).map(text)
}

/// The bytes of a bytes field.
func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
  Array(UnsafeBufferPointer(start: data.data, count: data.data == nil ? 0 : data.len))
}

/// Keys and values; of a repeated key the last value counts.
func entries(
  _ base: UnsafeMutablePointer<UnsafeMutablePointer<Onnx__StringStringEntryProto>?>?, _ count: Int
) -> [String: String] {
  Dictionary(list(base, count).map { (text($0.pointee.key), text($0.pointee.value)) }) { $1 }
}
