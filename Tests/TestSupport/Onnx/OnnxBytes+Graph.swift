import Tensors

extension OnnxBytes {
  /// A graph: a model's own, or the value of an attribute.
  package struct Graph {
    package var name: String
    /// Encoded sub-messages by field number, in the order of the calls.
    private var fields: [(number: Int, bytes: [UInt8])] = []

    package init(_ name: String = "graph") { self.name = name }

    /// A graph that `build` fills: `Graph("then") { $0.node(...) }`.
    package init(_ name: String = "graph", _ build: (inout Graph) -> Void) {
      self.name = name
      build(&self)
    }

    /// A graph input; without `dataType` its type is left out, without `extents` its shape.
    package mutating func input(_ name: String, _ dataType: DataType? = .float32, _ extents: [Extent]? = nil) {
      add(11) { OnnxBytes.writeValueInfo(name, dataType, extents, into: &$0) }
    }

    /// A graph output, as ``input(_:_:_:)``.
    package mutating func output(_ name: String, _ dataType: DataType? = .float32, _ extents: [Extent]? = nil) {
      add(12) { OnnxBytes.writeValueInfo(name, dataType, extents, into: &$0) }
    }

    /// A constant in `raw_data` (`string_data` for strings).
    package mutating func initializer(_ name: String, _ tensor: Tensor) {
      add(5) { OnnxBytes.writeTensor(tensor, name: name, into: &$0) }
    }

    /// A constant whose `TensorProto` the test writes itself.
    package mutating func initializer(encoded write: (inout ProtobufWriter) -> Void) { add(5, write) }

    /// A constant given by coordinates; `indices` are linear (rank 1) or one row an element (rank 2).
    package mutating func sparseInitializer(_ name: String, values: Tensor, indices: Tensor, extents: [Int]) {
      add(15) { OnnxBytes.writeSparseTensor(name, values: values, indices: indices, extents: extents, into: &$0) }
    }

    package mutating func node(
      _ operatorType: String, _ inputs: [String], _ outputs: [String],
      _ attributes: KeyValuePairs<String, Attribute> = [:],
      name: String = "", domain: String = "", overload: String = ""
    ) {
      let node = Node(
        operatorType: operatorType, inputs: inputs, outputs: outputs, attributes: Array(attributes),
        name: name, domain: domain, overload: overload)
      add(1) { node.encode(into: &$0) }
    }

    /// Any field, for what has no method of its own.
    package mutating func add(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
      var writer = ProtobufWriter()
      write(&writer)
      fields.append((field, writer.bytes))
    }

    /// The graph's `GraphProto`.
    package func encode(into writer: inout ProtobufWriter) {
      writer.stringIfAny(2, name)
      for field in fields { writer.bytes(field.number, field.bytes) }
    }
  }

  /// A node of a graph or a function.
  struct Node {
    var operatorType: String
    var inputs: [String]
    var outputs: [String]
    var attributes: [(key: String, value: Attribute)]
    var name = ""
    var domain = ""
    var overload = ""

    func encode(into writer: inout ProtobufWriter) {
      for input in inputs { writer.string(1, input) }
      for output in outputs { writer.string(2, output) }
      writer.stringIfAny(3, name)
      writer.stringIfAny(4, operatorType)
      writer.stringIfAny(7, domain)
      writer.stringIfAny(8, overload)
      for (name, value) in attributes { writer.message(5) { value.encode(name: name, into: &$0) } }
    }
  }
}
