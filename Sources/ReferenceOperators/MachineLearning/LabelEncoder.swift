import Tensors

/// LabelEncoder (ai.onnx.ml, 1, 2 and 4): each element of the input replaced by the value of its key.
///
/// Keys and values: `keys_floats`, `keys_int64s`, `keys_strings`, from version 4 on `keys_tensor`, and as many
/// `values_...`; what has no key becomes `default_float` (-0), `default_int64` (-1), `default_string` ("_Unused")
/// or `default_tensor`. Of a repeated key the last value counts; NaN is a key like others. Version 1 maps strings
/// to their position in `classes_strings`, or positions to strings.
struct LabelEncoder: Operator {
  /// What is looked up, by type of the keys.
  private let positions: [Key: Int]
  private let keyTypes: [DataType]
  /// The values, then the default.
  private let values: Tensor

  /// An element that can be looked up: numbers as doubles, NaN made equal to itself.
  private enum Key: Hashable {
    case text(String)
    case integer(Int64)
    case real(UInt64)

    init(_ value: Double) { self = .real((value.isNaN ? Double.nan : value == 0 ? 0 : value).bitPattern) }
  }

  init(_ node: NodeReader) throws(OperatorError) {
    let (keys, labels) = try Self.keysAndValues(node)
    guard keys.count == labels.count else {
      throw .attribute("values", found: "\(labels.count) values", expected: "\(keys.count), one a key")
    }
    let fallback = try Self.fallback(labels.dataType, node)
    let two = [try labels.withShape(Shape(checked: [labels.count])), fallback]
    var inputs = OperatorInputs(two)
    values = try Concat(axis: 0).evaluate(&inputs, in: ExecutionContext())[0]
    keyTypes = [keys.dataType]
    positions = Dictionary(try Self.lookups(keys).enumerated().map { ($1, $0) }) { $1 }
  }

  private static func keysAndValues(_ node: NodeReader) throws(OperatorError) -> (keys: Tensor, values: Tensor) {
    if node.version > 1 { return (try list("keys", node), try list("values", node)) }
    let classes = try node.required("classes_strings", node.strings("classes_strings"))
    let texts = try Tensor.texts(Shape(checked: [classes.count]), classes)
    let numbers = try Tensor(int64: Array(classes.indices))
    // Only the input's type says which way version 1 maps; the default that is given tells as well.
    return node.has("default_string") ? (numbers, texts) : (texts, numbers)
  }

  /// The one attribute of that prefix.
  private static func list(_ prefix: String, _ node: NodeReader) throws(OperatorError) -> Tensor {
    if let tensor = try node.tensor(prefix + "_tensor") { return tensor }
    if let texts = try node.strings(prefix + "_strings") {
      return try .texts(Shape(checked: [texts.count]), texts)
    }
    if let numbers = try node.ints(prefix + "_int64s") { return try Tensor(int64: numbers) }
    let reals = try node.required(prefix + "_*", node.floats(prefix + "_floats"))
    return Tensor(try Shape(checked: [reals.count]), of: Float.self) { _ = $0.initialize(from: reals) }
  }

  private static func fallback(_ type: DataType, _ node: NodeReader) throws(OperatorError) -> Tensor {
    let one = try Shape(checked: [1])
    if let tensor = try node.tensor("default_tensor") {
      guard tensor.dataType == type, tensor.count == 1 else {
        throw .attribute(
          "default_tensor", found: "\(tensor.dataType.name) \(tensor.shape)", expected: "one \(type.name)")
      }
      return try tensor.withShape(one)
    }
    if type == .string { return try .texts(one, [node.string("default_string", default: "_Unused")]) }
    guard DataType.floats.contains(type) else {
      return try Tensor(int64: [node.int("default_int64", default: -1)]).cast(to: type)
    }
    let real = try node.float("default_float", default: -0.0)
    return try Tensor(one, of: Float.self) { $0.initialize(repeating: real) }.cast(to: type)
  }

  private static func lookups(_ tensor: Tensor) throws(OperatorError) -> [Key] {
    if let strings = tensor.strings { return strings.map(Key.text) }
    if DataType.floats.contains(tensor.dataType) {
      return try tensor.cast(to: .float64).elements(as: Double.self).map { Key($0) }
    }
    return try tensor.cast(to: .int64).elements(as: Int64.self).map(Key.integer)
  }

  func inferOutputs(of inputs: InputFacts) throws(OperatorError) -> [ValueFact] {
    [ValueFact(values.dataType, try inputs.required(0, of: keyTypes).extents)]
  }

  func evaluate(
    _ inputs: inout OperatorInputs, in context: ExecutionContext
  ) throws(OperatorError) -> [Tensor] {
    let (type, shape) = try outputShape(of: inputs)
    let starts = try Self.lookups(inputs.take(0)).map { positions[$0] ?? values.count - 1 }
    return [try Tensor.moved(type, shape, from: [values], by: BlockMovement(starts: starts, length: 1))]
  }
}
