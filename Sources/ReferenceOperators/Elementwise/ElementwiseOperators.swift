/// The rows of the element-by-element operators.
package enum ElementwiseOperators {
  package static let definitions: [OperatorDefinition] =
    arithmetic + comparisons + functions + activations + [
      OperatorDefinition("Where", since: 9, inputs: 3...3, outputs: 1...1, attributes: []) { _ in Where() },
      OperatorDefinition("IsNaN", since: 9, inputs: 1...1, outputs: 1...1, attributes: []) { _ in
        HalfPrecision(FloatClass.isNaN())
      },
      OperatorDefinition(
        "IsInf", since: 10, inputs: 1...1, outputs: 1...1, attributes: ["detect_negative", "detect_positive"]
      ) { node throws(OperatorError) in HalfPrecision(try FloatClass.isInfinite(node)) },
    ]

  private static let arithmetic: [OperatorDefinition] =
    binary("Add", Addition()) + binary("Sub", Subtraction()) + binary("Mul", Multiplication())
    + binary("Div", Division()) + binary("And", Conjunction()) + binary("Or", Disjunction())
    + binary("Xor", ExclusiveDisjunction())
    + versions("Pow") { node throws(OperatorError) in HalfPrecision(try Power(node)) }
    + [
      variadic("Sum", Addition()), variadic("Max", Maximum()), variadic("Min", Minimum()),
      variadic("Mean", Addition(), isMean: true),
      OperatorDefinition("Mod", since: 10, inputs: 2...2, outputs: 1...1, attributes: ["fmod"]) {
        node throws(OperatorError) in
        try node.flag("fmod")
          ? HalfPrecision(try BinaryMap(TruncatedModulo(), node))
          : HalfPrecision(try BinaryMap(FlooredModulo(), node))
      },
      integer("BitwiseAnd", since: 18) { _ in BitwiseAnd() },
      integer("BitwiseOr", since: 18) { _ in BitwiseOr() },
      integer("BitwiseXor", since: 18) { _ in BitwiseXor() },
      integer("BitShift", since: 11, attributes: ["direction"]) { node throws(OperatorError) in
        try BitShift(node)
      },
      OperatorDefinition("BitwiseNot", since: 18, inputs: 1...1, outputs: 1...1, attributes: []) { _ in
        BitwiseNot()
      },
      arithmetic("Abs") { _ in AbsoluteValue() }, arithmetic("Neg") { _ in Negation() },
      arithmetic("Sign", since: 9) { _ in Signum() }, arithmetic("Not") { _ in LogicalNot() },
    ]

  private static let comparisons: [OperatorDefinition] =
    versions("Equal") { node throws(OperatorError) in HalfPrecision(try Comparison(IsEqual(), node)) }
    + versions("Greater") { node throws(OperatorError) in HalfPrecision(try Comparison(IsGreater(), node)) }
    + versions("Less") { node throws(OperatorError) in HalfPrecision(try Comparison(IsLess(), node)) }
    + [
      OperatorDefinition("GreaterOrEqual", since: 12, inputs: 2...2, outputs: 1...1, attributes: []) {
        node throws(OperatorError) in HalfPrecision(try Comparison(IsGreaterOrEqual(), node))
      },
      OperatorDefinition("LessOrEqual", since: 12, inputs: 2...2, outputs: 1...1, attributes: []) {
        node throws(OperatorError) in HalfPrecision(try Comparison(IsLessOrEqual(), node))
      },
    ]

  private static let functions: [OperatorDefinition] = [
    real("Exp") { _ in Exponential() }, real("Log") { _ in Logarithm() }, real("Sqrt") { _ in SquareRoot() },
    real("Reciprocal") { _ in Reciprocal() }, real("Erf", since: 9) { _ in ErrorFunction() },
    real("Ceil") { _ in Rounding(.up) }, real("Floor") { _ in Rounding(.down) },
    real("Round", since: 11) { _ in Rounding(.toNearestOrEven) },
    real("Sin", since: 7) { _ in Sine() }, real("Cos", since: 7) { _ in Cosine() },
    real("Tan", since: 7) { _ in Tangent() }, real("Asin", since: 7) { _ in Arcsine() },
    real("Acos", since: 7) { _ in Arccosine() }, real("Atan", since: 7) { _ in Arctangent() },
    real("Sinh", since: 9) { _ in HyperbolicSine() }, real("Cosh", since: 9) { _ in HyperbolicCosine() },
    real("Tanh") { _ in HyperbolicTangent() }, real("Asinh", since: 9) { _ in AreaSine() },
    real("Acosh", since: 9) { _ in AreaCosine() }, real("Atanh", since: 9) { _ in AreaTangent() },
  ]

  private static let activations: [OperatorDefinition] = [
    arithmetic("Relu") { _ in Relu() },
    real("LeakyRelu", attributes: ["alpha"]) { node throws(OperatorError) in try LeakyRelu(node) },
    real("ThresholdedRelu", since: 10, attributes: ["alpha"]) { node throws(OperatorError) in
      try ThresholdedRelu(node)
    },
    real("Elu", attributes: ["alpha"]) { node throws(OperatorError) in try Elu(node) },
    real("Celu", since: 12, attributes: ["alpha"]) { node throws(OperatorError) in try Celu(node) },
    real("Selu", attributes: ["alpha", "gamma"]) { node throws(OperatorError) in try Selu(node) },
    real("Sigmoid") { _ in Sigmoid() },
    real("HardSigmoid", attributes: ["alpha", "beta"]) { node throws(OperatorError) in try HardSigmoid(node) },
    real("HardSwish", since: 14) { _ in HardSwish() },
    real("Swish", since: 24, attributes: ["alpha"]) { node throws(OperatorError) in try Swish(node) },
    real("Mish", since: 18) { _ in Mish() }, real("Softplus") { _ in Softplus() },
    real("Softsign") { _ in Softsign() },
    real("Gelu", since: 20, attributes: ["approximate"]) { node throws(OperatorError) in try Gelu(node) },
    arithmetic("Shrink", since: 9, attributes: ["bias", "lambd"]) { node throws(OperatorError) in
      try Shrink(node)
    },
    OperatorDefinition("PRelu", since: 1, inputs: 2...2, outputs: 1...1, attributes: ["consumed_inputs"]) {
      HalfPrecision(PRelu($0))
    },
    OperatorDefinition(
      "Clip", since: 1, inputs: 1...1, outputs: 1...1, attributes: ["max", "min", "consumed_inputs"]
    ) { node throws(OperatorError) in HalfPrecision(try Clip(node)) },
    OperatorDefinition("Clip", since: 11, inputs: 1...3, outputs: 1...1, attributes: []) {
      node throws(OperatorError) in HalfPrecision(try Clip(node))
    },
  ]
}

// MARK: - Rows of one pattern

extension ElementwiseOperators {
  /// Operators of opset 1 have the attribute `consumed_inputs`, an optimiser's hint without meaning here.
  private static func legacy(_ since: Int) -> Set<String> { since < 6 ? ["consumed_inputs"] : [] }

  private static func real(
    _ name: String, since: Int = 1, attributes: Set<String> = [],
    _ make: @escaping @Sendable (NodeReader) throws(OperatorError) -> some RealFunction
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: since, inputs: 1...1, outputs: 1...1, attributes: attributes.union(legacy(since))
    ) { node throws(OperatorError) in HalfPrecision(RealMap(function: try make(node))) }
  }

  private static func arithmetic(
    _ name: String, since: Int = 1, attributes: Set<String> = [],
    _ make: @escaping @Sendable (NodeReader) throws(OperatorError) -> some ArithmeticFunction
  ) -> OperatorDefinition {
    OperatorDefinition(
      name, since: since, inputs: 1...1, outputs: 1...1, attributes: attributes.union(legacy(since))
    ) { node throws(OperatorError) in HalfPrecision(ArithmeticMap(function: try make(node))) }
  }

  private static func integer(
    _ name: String, since: Int, attributes: Set<String> = [],
    _ make: @escaping @Sendable (NodeReader) throws(OperatorError) -> some IntegerFunction
  ) -> OperatorDefinition {
    OperatorDefinition(name, since: since, inputs: 2...2, outputs: 1...1, attributes: attributes) {
      node throws(OperatorError) in IntegerMap(function: try make(node))
    }
  }

  private static func variadic(
    _ name: String, _ function: some BinaryFunction, isMean: Bool = false
  ) -> OperatorDefinition {
    OperatorDefinition(name, since: 1, inputs: .oneOrMore, outputs: 1...1, attributes: ["consumed_inputs"]) {
      HalfPrecision(VariadicMap(function, $0, isMean: isMean))
    }
  }

  private static func binary(_ name: String, _ function: some BinaryFunction) -> [OperatorDefinition] {
    versions(name) { node throws(OperatorError) in HalfPrecision(try BinaryMap(function, node)) }
  }

  /// The two versions of a binary operator: broadcasting by attributes, and from opset 7 on by shapes.
  private static func versions(
    _ name: String, _ make: @escaping @Sendable (NodeReader) throws(OperatorError) -> any Operator
  ) -> [OperatorDefinition] {
    [
      OperatorDefinition(
        name, since: 1, inputs: 2...2, outputs: 1...1, attributes: ["axis", "broadcast", "consumed_inputs"],
        make: make),
      OperatorDefinition(name, since: 7, inputs: 2...2, outputs: 1...1, attributes: [], make: make),
    ]
  }
}
