import OnnxFormat

extension GraphImporter {
  /// Appends the body of a function in place of the node that calls it.
  ///
  /// Formal inputs and outputs become the call's values, the body's own values get names of their own,
  /// references to the function's attributes the call's values of them or their defaults, and versions
  /// come from the function's own imports (ONNX IR specification, "Functions").
  mutating func inline(
    _ function: OnnxFunction, _ key: FunctionLibrary.Key, calledBy call: Node,
    to nodes: inout [Node], in caller: ImportScope
  ) throws(ModelError) {
    // Calls count as well: functions of nothing but calls can multiply, too.
    try countInlined(1)
    var scope = try scope(of: function, key, calledBy: call, in: caller)
    let copies = try bindOutputs(of: function, key, calledBy: call, in: &scope)
    for node in function.nodes { try append(node, to: &nodes, in: &scope) }
    for (formal, output) in copies {
      nodes.append(
        Node(
          "Identity", name: call.name, opsetVersion: scope.opsets[""] ?? caller.opsets[""] ?? 1,
          inputs: [rename(formal, in: &scope)], outputs: [output]))
    }
  }

  private mutating func scope(
    of function: OnnxFunction, _ key: FunctionLibrary.Key, calledBy call: Node, in caller: ImportScope
  ) throws(ModelError) -> ImportScope {
    func functionFault(_ reason: String) -> ModelError {
      .function(key.description, path: path, reason: reason)
    }
    let calls = (caller.function?.calls ?? []) + [key]
    guard caller.function?.calls.contains(key) != true else {
      throw functionFault("it calls itself (\(calls.map(\.description).joined(separator: " -> ")))")
    }
    guard caller.depth < ImportScope.maximumDepth else {
      throw functionFault("graphs and functions nested more than \(ImportScope.maximumDepth) deep")
    }
    guard call.inputs.count <= function.inputs.count else {
      throw fault(call, "\(call.inputs.count) inputs where the function takes \(function.inputs.count)")
    }
    var inlined = InlinedFunction(calls: calls, prefix: prefix(of: call))
    for (position, formal) in function.inputs.enumerated() {
      inlined.names[formal] = position < call.inputs.count ? call.inputs[position] : ""
    }
    inlined.attributes = call.attributes
    var scope = ImportScope(
      opsets: try OperatorSets(function.opsetImports, fault: functionFault), function: inlined,
      depth: caller.depth + 1)
    try bindAttributes(of: function, calledBy: call, in: &scope)
    return scope
  }

  /// What the names of the body's nodes and values begin with: the call's name, unless many long names
  /// would come of it.
  private func prefix(of call: Node) -> String {
    let name = call.displayName
    return (name.utf8.count <= 500 ? name : String(name.prefix(100)) + "...") + "/"
  }

  private mutating func bindAttributes(
    of function: OnnxFunction, calledBy call: Node, in scope: inout ImportScope
  ) throws(ModelError) {
    let declared = Set(function.attributes).union(function.attributeDefaults.map(\.name))
    if let unknown = call.attributes.keys.sorted().first(where: { !declared.contains($0) }) {
      throw fault(call, "its function has no attribute `\(unknown)`")
    }
    for attribute in function.attributeDefaults where call.attributes[attribute.name] == nil {
      let value = try value(attribute.value, of: call, in: &scope)
      scope.function?.attributes[attribute.name] = value
    }
    let given = scope.function?.attributes ?? [:]
    scope.function?.absentAttributes = declared.filter { given[$0] == nil }
  }

  /// Names the function's outputs as the call does.
  /// - Returns: outputs that have to be copied from a value of the body: a formal input, or a value
  ///   that is an output already.
  private mutating func bindOutputs(
    of function: OnnxFunction, _ key: FunctionLibrary.Key, calledBy call: Node, in scope: inout ImportScope
  ) throws(ModelError) -> [(formal: String, output: String)] {
    guard call.outputs.count <= function.outputs.count else {
      throw fault(call, "\(call.outputs.count) outputs where the function has \(function.outputs.count)")
    }
    let produced = Set(function.nodes.flatMap(\.outputs)).union(function.inputs)
    if let missing = function.outputs.first(where: { !produced.contains($0) || $0.isEmpty }) {
      throw .function(key.description, path: path, reason: "nothing produces its output `\(missing)`")
    }
    var copies: [(formal: String, output: String)] = []
    for (formal, output) in zip(function.outputs, call.outputs) where !output.isEmpty {
      if scope.function?.names[formal] == nil {
        scope.function?.names[formal] = output
      } else {
        copies.append((formal, output))
      }
    }
    return copies
  }
}
