/// Where the matrices of a node's products come from.
enum ProductSource: Sendable {
  /// im2col of a convolution.
  case convolution(ConvolutionProblem)
  case product(ProductProblem, featuresFrom: ProductProblem.Side)

  var size: ProductSize {
    switch self {
    case .convolution(let problem): problem.product
    case .product(let problem, let side): problem.product(featuresFrom: side)
    }
  }

  func run(_ run: Int) -> ProductRun {
    switch self {
    case .convolution(let problem): problem.run(run)
    case .product(let problem, let side): problem.run(run, featuresFrom: side)
    }
  }

  /// Whether the features are filters and the rows output positions.
  var isConvolution: Bool {
    if case .convolution = self { true } else { false }
  }
}
