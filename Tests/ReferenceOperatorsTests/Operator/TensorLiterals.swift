import Tensors

/// Short spellings of tensors in tests.
extension Tensor {
  static func floats(_ values: [Float], _ extents: [Int]? = nil) throws -> Tensor {
    try Tensor(Shape(extents ?? [values.count]), values)
  }

  static func ints(_ values: [Int64], _ extents: [Int]? = nil) throws -> Tensor {
    try Tensor(Shape(extents ?? [values.count]), values)
  }

  static func bools(_ values: [Bool], _ extents: [Int]? = nil) throws -> Tensor {
    try Tensor(Shape(extents ?? [values.count]), values)
  }

  static func texts(_ values: [String], _ extents: [Int]? = nil) throws -> Tensor {
    try Tensor(Shape(extents ?? [values.count]), strings: values)
  }

  /// 0, 1, 2, ... in the given shape.
  static func counting(_ extents: [Int]) throws -> Tensor {
    let shape = try Shape(extents)
    return try Tensor(shape, (0..<shape.count).map(Float.init))
  }

  var floats: [Float] { elements(as: Float.self) }
  var ints: [Int64] { elements(as: Int64.self) }
  var bools: [Bool] { elements(as: Bool.self) }
}
