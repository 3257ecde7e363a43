import CKernels

/// A function inside a recurrent cell (ONNX Operators, LSTM, `activations`).
struct GateActivation: Sendable {
  private enum Function: String {
    case relu, tanh, sigmoid, affine, leakyrelu, thresholdedrelu, scaledtanh, hardsigmoid, elu, softsign, softplus
  }

  private let function: Function
  private let alpha: Double
  private let beta: Double

  /// - Throws: ``OperatorError/attribute(_:found:expected:)`` for a name that is none of ONNX's.
  init(_ name: String, alpha: Float?, beta: Float?) throws(OperatorError) {
    guard let function = Function(rawValue: name.lowercased()) else {
      throw .attribute("activations", found: name, expected: "names of ONNX's activations")
    }
    self.function = function
    let defaults: (alpha: Double, beta: Double) =
      switch function {
      case .leakyrelu: (0.01, 0)
      case .hardsigmoid: (0.2, 0.5)
      default: (1, function == .affine ? 0 : 1)
      }
    self.alpha = alpha.map(Double.init) ?? defaults.alpha
    self.beta = beta.map(Double.init) ?? defaults.beta
  }

  /// The float kernel for the function, where there is one.
  var kernel: ((UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void)? {
    switch function {
    case .tanh: { ck_tanh($0, $1, $2) }
    case .sigmoid: { ck_sigmoid($0, $1, $2) }
    default: nil
    }
  }

  func callAsFunction(_ x: Double) -> Double {
    switch function {
    case .relu: max(x, 0)
    case .tanh: .tanh(x)
    case .sigmoid: 1 / (1 + .exp(-x))
    case .affine: alpha * x + beta
    case .leakyrelu: x < 0 ? alpha * x : x
    case .thresholdedrelu: x > alpha ? x : 0
    case .scaledtanh: alpha * .tanh(beta * x)
    case .hardsigmoid: min(max(alpha * x + beta, 0), 1)
    case .elu: x < 0 ? alpha * .expMinusOne(x) : x
    case .softsign: x / (1 + abs(x))
    case .softplus: Softplus()(x)
    }
  }
}
