/// What names and attributes mean where a node stands: in the model's graph or in an inlined function.
struct ImportScope {
  let opsets: OperatorSets
  /// The function whose body this is; `nil` in the model's own graphs.
  var function: InlinedFunction?
  /// Graphs and functions around this one.
  var depth = 0

  init(opsets: OperatorSets, function: InlinedFunction? = nil, depth: Int = 0) {
    self.opsets = opsets
    self.function = function
    self.depth = depth
  }

  /// Stays clear of the stack's end in everything that recurses over graphs.
  static let maximumDepth = 100
}

/// One call of a function that is being replaced by its body.
struct InlinedFunction {
  /// The function and those that called it, outermost first.
  var calls: [FunctionLibrary.Key]
  /// Precedes the names of the body's nodes and values.
  var prefix: String
  /// What the body's values are called in the model.
  var names: [String: String] = [:]
  /// Values of the function's attributes, the defaults included.
  var attributes: [String: Attribute] = [:]
  /// Attributes that have neither been given nor a default: a node that refers to one goes without.
  var absentAttributes: Set<String> = []
}
