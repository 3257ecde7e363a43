import OnnxFormat
import Tensors

/// Turns ONNX's graphs into ``Graph``s: domains and versions resolved, attributes by name, calls of
/// model-local functions replaced by their bodies.
///
/// Whether names fit together is not looked at here (``GraphOrdering`` does).
struct GraphImporter {
  let path: String
  let functions: FunctionLibrary
  /// Every value name of the model and of what was inlined so far.
  var takenNames: Set<String> = []
  private var inlinedNodes = 0

  /// Functions that call functions can multiply without bound.
  private static let maximumInlinedNodes = 100_000

  init(_ model: OnnxModel, path: String) throws(ModelError) {
    self.path = path
    functions = try FunctionLibrary(model.functions, path: path)
    if !functions.isEmpty, let graph = model.graph { takenNames = graph.allNames }
  }

  mutating func graph(_ onnx: OnnxGraph, in scope: inout ImportScope) throws(ModelError) -> Graph {
    guard scope.depth <= ImportScope.maximumDepth else {
      throw .value(
        onnx.name, path: path, reason: "graphs and functions nested more than \(ImportScope.maximumDepth) deep")
    }
    scope.depth += 1
    defer { scope.depth -= 1 }
    var graph = Graph(name: onnx.name)
    for tensor in onnx.initializers {
      let name = rename(tensor.name, in: &scope)
      guard !name.isEmpty else { throw .model(path: path, reason: "an initializer has no name") }
      guard graph.initializers.updateValue(tensor.value, forKey: name) == nil else {
        throw .value(name, path: path, reason: "two initializers have this name")
      }
    }
    for input in onnx.inputs {
      let info = ValueInfo(importing: input, as: rename(input.name, in: &scope))
      guard !info.name.isEmpty else { throw .model(path: path, reason: "a graph input has no name") }
      if graph.initializers[info.name] == nil {
        graph.inputs.append(info)
      } else {
        graph.overridableInputs.append(info)
      }
    }
    for node in onnx.nodes { try append(node, to: &graph.nodes, in: &scope) }
    graph.outputs = onnx.outputs.map { ValueInfo(importing: $0, as: rename($0.name, in: &scope)) }
    return graph
  }

  /// Appends the node, or the body of the function that it calls.
  mutating func append(
    _ onnx: OnnxNode, to nodes: inout [Node], in scope: inout ImportScope
  ) throws(ModelError) {
    let key = FunctionLibrary.Key(onnx.domain, onnx.operatorType, onnx.overload)
    var node = Node(
      onnx.operatorType, name: (scope.function?.prefix ?? "") + onnx.name, domain: key.domain,
      opsetVersion: scope.opsets[key.domain] ?? 0, inputs: [], outputs: [])
    if onnx.name.isEmpty { node.name = "" }
    for name in onnx.inputs { node.inputs.append(rename(name, in: &scope)) }
    for name in onnx.outputs { node.outputs.append(rename(name, in: &scope)) }
    guard !onnx.operatorType.isEmpty else { throw fault(node, "it has no op_type") }
    node.attributes = try attributes(onnx.attributes, of: node, in: &scope)

    if let function = functions[key] {
      try inline(function, key, calledBy: node, to: &nodes, in: scope)
      return
    }
    guard node.opsetVersion > 0 else {
      let shown = key.domain.isEmpty ? "ai.onnx" : key.domain
      throw fault(node, "its domain \(shown) is not imported")
    }
    if scope.function != nil { try countInlined(1) }
    nodes.append(node)
  }

  mutating func countInlined(_ nodes: Int) throws(ModelError) {
    inlinedNodes += nodes
    guard inlinedNodes <= Self.maximumInlinedNodes else {
      throw .model(path: path, reason: "its functions make more than \(Self.maximumInlinedNodes) nodes and calls")
    }
  }

  // MARK: Attributes

  private mutating func attributes(
    _ list: [OnnxAttribute], of node: Node, in scope: inout ImportScope
  ) throws(ModelError) -> [String: Attribute] {
    var attributes: [String: Attribute] = [:]
    var names: Set<String> = []
    for attribute in list {
      guard names.insert(attribute.name).inserted else {
        throw fault(node, "it has the attribute `\(attribute.name)` twice")
      }
      attributes[attribute.name] = try value(attribute.value, of: node, in: &scope)
    }
    return attributes
  }

  /// The attribute's value; `nil` for a reference to one that was not given.
  mutating func value(
    _ value: OnnxAttribute.Value, of node: Node, in scope: inout ImportScope
  ) throws(ModelError) -> Attribute? {
    switch value {
    case .float(let value): return .float(value)
    case .int(let value): return .int(value)
    case .string(let value): return .string(value)
    case .tensor(let value): return .tensor(value)
    case .floats(let values): return .floats(values)
    case .ints(let values): return .ints(values)
    case .strings(let values): return .strings(values)
    case .tensors(let values): return .tensors(values)
    case .type(let value): return .type(value)
    case .types(let values): return .types(values)
    case .graph(let value): return .graph(try graph(value, in: &scope))
    case .graphs(let values):
      var graphs: [Graph] = []
      for value in values { graphs.append(try graph(value, in: &scope)) }
      return .graphs(graphs)
    case .reference(let name):
      guard let function = scope.function else {
        throw fault(node, "it refers to the attribute `\(name)` of a function, but is in none")
      }
      if let given = function.attributes[name] {
        try countInlined(given.nodeCount(upTo: Self.maximumInlinedNodes + 1))
        return given
      }
      guard function.absentAttributes.contains(name) else {
        throw fault(node, "it refers to the attribute `\(name)`, which its function does not declare")
      }
      return nil
    }
  }

  // MARK: Names

  /// What a value is called in the model: in a function's body a name of its own for each call.
  mutating func rename(_ name: String, in scope: inout ImportScope) -> String {
    guard !name.isEmpty, let function = scope.function else { return name }
    if let known = function.names[name] { return known }
    let renamed = freshName(function.prefix + name)
    scope.function?.names[name] = renamed
    return renamed
  }

  /// The name itself, or with as many `~` as make it new.
  mutating func freshName(_ name: String) -> String {
    var name = name
    while !takenNames.insert(name).inserted { name += "~" }
    return name
  }

  func fault(_ node: Node, _ reason: String) -> ModelError {
    .node(node.displayName, operatorType: node.operatorType, path: path, reason: reason)
  }
}

extension Attribute {
  /// Nodes in the attribute's graphs and the graphs within; counted no further than `limit`.
  fileprivate func nodeCount(upTo limit: Int) -> Int {
    let graphs: [Graph]
    switch self {
    case .graph(let graph): graphs = [graph]
    case .graphs(let list): graphs = list
    default: return 0
    }
    var count = 0
    for node in graphs.lazy.flatMap(\.nodes) {
      count += 1
      for attribute in node.attributes.values where count < limit {
        count += attribute.nodeCount(upTo: limit - count)
      }
      if count >= limit { break }
    }
    return count
  }
}

extension OnnxGraph {
  /// Every value name of the graph and the graphs within it.
  fileprivate var allNames: Set<String> {
    var names = Set(initializers.map(\.name))
    names.formUnion(inputs.map(\.name))
    for node in nodes {
      names.formUnion(node.inputs)
      names.formUnion(node.outputs)
      for attribute in node.attributes {
        switch attribute.value {
        case .graph(let graph): names.formUnion(graph.allNames)
        case .graphs(let graphs): for graph in graphs { names.formUnion(graph.allNames) }
        default: break
        }
      }
    }
    return names
  }
}
