import ReferenceOperators
import Sparsity
import Tensors

/// A Conv node with its extents resolved (ONNX Operators, Conv).
package struct ConvolutionProblem: AcceleratedProblem {
  package let geometry: ConvolutionGeometry
  package let outputShape: Shape
  package let dataType: DataType
  package let weight: WeightInput?
  let inputShapes: [Shape?]
  let epilogue: Epilogue

  init(_ reader: NodeReader, _ operands: ProblemOperands) throws(OperatorError) {
    geometry = try ConvolutionGeometry(
      WindowAttributes(reader), groups: reader.int("group", default: 1),
      input: operands.required(0).extents, weight: operands.required(1).extents)
    guard geometry.axes.count <= 3 else { throw .unsupported("im2col over more than three spatial axes") }
    if let bias = operands[2], bias.extents != [geometry.filters] {
      throw .shape("a bias \(bias) where there are \(geometry.filters) filters")
    }
    outputShape = try Shape(checked: geometry.outputExtents)
    dataType = operands.dataType
    inputShapes = operands.shapes
    weight =
      operands.isConstant(1)
      ? WeightInput(index: 1, layout: .featureRows(features: geometry.filters, depth: geometry.filterCount)) : nil
    epilogue = Epilogue(
      addend: operands[2] == nil ? nil : 2,
      extents: (geometry.batch, geometry.filters, geometry.outputPlane), strides: (0, 1, 0))
  }

  var macs: Int? { checkedProduct([outputShape.count, geometry.filterCount]) }

  /// One product an image and group: filters by output positions.
  var product: ProductSize {
    ProductSize(
      features: geometry.filtersPerGroup, rows: geometry.outputPlane, depth: geometry.filterCount,
      runs: geometry.batch * geometry.groups)
  }

  /// The matrices of one image and group; runs go through the groups of an image first.
  func run(_ run: Int) -> ProductRun {
    let (image, group) = run.quotientAndRemainder(dividingBy: geometry.groups)
    let filters = geometry.filtersPerGroup
    let plane = geometry.outputPlane
    let firstFilter = group * filters
    return ProductRun(
      features: .strided(
        StridedMatrix(
          offset: firstFilter * geometry.filterCount, rows: filters, rowStride: geometry.filterCount,
          columns: geometry.filterCount, columnStride: 1),
        input: 1),
      rows: .patches(PatchMatrix(geometry, image: image, group: group), input: 0),
      result: StridedMatrix(
        offset: (image * geometry.filters + firstFilter) * plane, rows: plane, rowStride: 1,
        columns: filters, columnStride: plane))
  }
}
