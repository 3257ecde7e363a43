import OnnxFormat

/// A model's own functions by what a node calls them (ONNX IR specification, "Functions").
struct FunctionLibrary {
  /// What identifies a function.
  struct Key: Hashable, CustomStringConvertible {
    var domain: String
    var name: String
    var overload: String

    init(_ domain: String, _ name: String, _ overload: String) {
      self.domain = OperatorSets.normalised(domain)
      self.name = name
      self.overload = overload
    }

    var description: String { [domain, name, overload].filter { !$0.isEmpty }.joined(separator: ":") }
  }

  private let functions: [Key: OnnxFunction]

  init(_ functions: [OnnxFunction], path: String) throws(ModelError) {
    var known: [Key: OnnxFunction] = [:]
    for function in functions {
      let key = Key(function.domain, function.name, function.overload)
      func fault(_ reason: String) -> ModelError { .function(key.description, path: path, reason: reason) }
      guard !function.name.isEmpty else { throw fault("it has no name") }
      guard Set(function.inputs).count == function.inputs.count else {
        throw fault("two of its inputs share a name")
      }
      guard known.updateValue(function, forKey: key) == nil else { throw fault("it is defined twice") }
    }
    self.functions = known
  }

  var isEmpty: Bool { functions.isEmpty }

  subscript(key: Key) -> OnnxFunction? { functions[key] }
}
