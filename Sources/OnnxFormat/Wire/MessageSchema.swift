import COnnxProto
import CProtobufC

/// What the generated code knows of a message type: its fields, their types and their own messages.
struct MessageSchema: Equatable {
  private let descriptor: UnsafePointer<ProtobufCMessageDescriptor>

  /// - Parameter base: the head of a message that its generated initializer has filled in.
  private init(_ base: ProtobufCMessage) { descriptor = base.descriptor }

  /// The schema of a file's message.
  static func of(_ message: OnnxMessage) -> MessageSchema {
    switch message {
    case .model: of(Onnx__ModelProto(), onnx__model_proto__init, \.base)
    case .tensor: of(Onnx__TensorProto(), onnx__tensor_proto__init, \.base)
    case .sequence: of(Onnx__SequenceProto(), onnx__sequence_proto__init, \.base)
    case .optional: of(Onnx__OptionalProto(), onnx__optional_proto__init, \.base)
    }
  }

  /// A generated initializer is the way to the descriptor's address, which Swift cannot take.
  private static func of<Message>(
    _ message: Message, _ initialize: (UnsafeMutablePointer<Message>?) -> Void,
    _ base: KeyPath<Message, ProtobufCMessage>
  ) -> MessageSchema {
    var message = message
    initialize(&message)
    return MessageSchema(message[keyPath: base])
  }

  /// `GraphProto`, `NodeProto` ...
  var name: String { String(cString: descriptor.pointee.short_name) }

  func field(_ number: UInt32) -> FieldSchema? {
    protobuf_c_message_descriptor_get_field(descriptor, number).map(FieldSchema.init)
  }

  fileprivate init(_ descriptor: UnsafeRawPointer) {
    self.descriptor = descriptor.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
  }
}

/// What the generated code knows of a field.
struct FieldSchema {
  private let descriptor: UnsafePointer<ProtobufCFieldDescriptor>

  fileprivate init(_ descriptor: UnsafePointer<ProtobufCFieldDescriptor>) { self.descriptor = descriptor }

  var name: String { String(cString: descriptor.pointee.name) }

  /// The schema of the field's message; `nil` for every other type.
  var message: MessageSchema? {
    guard descriptor.pointee.type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
    return descriptor.pointee.descriptor.map { MessageSchema($0) }
  }

  /// The wire type of one value.
  var wireType: WireType {
    switch descriptor.pointee.type {
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES, PROTOBUF_C_TYPE_MESSAGE: .lengthDelimited
    case PROTOBUF_C_TYPE_FLOAT, PROTOBUF_C_TYPE_FIXED32, PROTOBUF_C_TYPE_SFIXED32: .fixed32
    case PROTOBUF_C_TYPE_DOUBLE, PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64: .fixed64
    default: .varint
    }
  }

  var isText: Bool { descriptor.pointee.type == PROTOBUF_C_TYPE_STRING }

  /// Whether several values may stand in one length-delimited run.
  var isPackable: Bool {
    descriptor.pointee.label == PROTOBUF_C_LABEL_REPEATED && wireType != .lengthDelimited
  }
}
