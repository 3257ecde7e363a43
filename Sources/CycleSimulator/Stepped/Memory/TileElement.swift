/// The dimensions of a tensor that a tile cuts: how far it goes along each, and what a step along each means in memory.
struct TileDimensions {
  let extents: SIMD8<Int>
  let strides: SIMD8<Int>

  /// - Parameters:
  ///   - extents: at most 8.
  ///   - strides: in elements; as many.
  init(extents: [Int], strides: [Int]) {
    var lanes = (extents: SIMD8<Int>(repeating: .max), strides: SIMD8<Int>())
    for lane in extents.indices {
      lanes.extents[lane] = extents[lane]
      lanes.strides[lane] = strides[lane]
    }
    self.extents = lanes.extents
    self.strides = lanes.strides
  }
}

/// An element of a tensor, relative to where a step's tile begins.
struct TileElement: BitwiseCopyable {
  fileprivate let coordinates: SIMD8<Int>
  fileprivate let offset: Int

  init(coordinates: SIMD8<Int>, of dimensions: TileDimensions) {
    self.coordinates = coordinates
    offset = (coordinates &* dimensions.strides).wrappedSum()
  }
}

/// Where a step's tile begins in a tensor, and how far the tensor goes on from there.
struct TileOrigin: BitwiseCopyable {
  private var rest = SIMD8<Int>()
  private var base = 0

  init() {}

  init(position: SIMD8<Int>, in dimensions: TileDimensions) {
    rest = dimensions.extents &- position
    base = (position &* dimensions.strides).wrappedSum()
  }

  /// The index of an element of the tile; nil where the tile reaches beyond the tensor.
  func index(of element: TileElement) -> Int? {
    all(element.coordinates .< rest) ? base &+ element.offset : nil
  }
}
