/// How windows move over an image: equal for all of its channels.
package struct WindowGeometry: Sendable {
  package var outputX: Int
  package var outputY: Int
  package var strideX: Int
  package var strideY: Int
  package var dilationX: Int
  package var dilationY: Int
  package var groups: Int
  /// Filters of each group.
  package var filters: Int

  package init(
    output: (x: Int, y: Int), stride: (x: Int, y: Int), dilation: (x: Int, y: Int) = (1, 1), groups: Int,
    filtersPerGroup: Int
  ) {
    outputX = output.x
    outputY = output.y
    strideX = stride.x
    strideY = stride.y
    dilationX = dilation.x
    dilationY = dilation.y
    self.groups = groups
    filters = filtersPerGroup
  }
}
