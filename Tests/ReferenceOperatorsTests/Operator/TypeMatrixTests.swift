import ModelGraph
import ReferenceOperators
import Tensors
import Testing

/// What an operator is given for a type, and which types ONNX lists for it (ONNX Operators, newest version).
private struct TypeCase: Sendable, CustomTestStringConvertible {
  let name: String
  let types: [DataType]
  let attributes: [String: Attribute]
  let outputs: Int
  let inputs: @Sendable (Sample) throws -> [Tensor?]

  init(
    _ name: String, _ types: [DataType], _ attributes: [String: Attribute] = [:], outputs: Int = 1,
    inputs: @escaping @Sendable (Sample) throws -> [Tensor?]
  ) {
    self.name = name
    self.types = types
    self.attributes = attributes
    self.outputs = outputs
    self.inputs = inputs
  }

  var testDescription: String { name }
}

/// Tensors of one type with small values that every type holds: 1, 0, 1, 1, 0, ...
private struct Sample {
  let type: DataType

  func callAsFunction(_ extents: Int...) throws -> Tensor { try tensor(extents) }

  func tensor(_ extents: [Int]) throws -> Tensor {
    let shape = try Shape(extents)
    let values: [Float] = (0..<shape.count).map { [1, 0, 1, 1, 0][$0 % 5] }
    switch type {
    case .string: return try Tensor(shape, strings: values.map { $0 == 0 ? "" : "a" })
    case .complex64:
      return Tensor(.complex64, shape) { target in
        for (i, value) in values.enumerated() {
          target.storeBytes(of: SIMD2(value, 0), toByteOffset: 8 * i, as: SIMD2<Float>.self)
        }
      }
    case .complex128:
      return Tensor(.complex128, shape) { target in
        for (i, value) in values.enumerated() {
          target.storeBytes(of: SIMD2(Double(value), 0), toByteOffset: 16 * i, as: SIMD2<Double>.self)
        }
      }
    default: return try Tensor(shape, values).cast(to: type)
    }
  }

  /// A scalar of the type: 1 or 0.
  func scalar(_ isOne: Bool = true) throws -> Tensor {
    try evaluate("Gather", [tensor([2]), Tensor(scalar: Int64(isOne ? 0 : 1))])[0]
  }
}

private let whole = DataType.any.filter { $0 != .string && $0 != .complex64 && $0 != .complex128 }
private let floats = DataType.floats
private let numbers = DataType.numbers
private let signed = floats + DataType.signedIntegers
private let wide = DataType.floats + [.int32, .int64, .uint32, .uint64]

private let unaryCases: [TypeCase] =
  [
    (["Abs", "Sign", "Neg"], ["Neg": signed, "Abs": numbers, "Sign": numbers])
  ].flatMap { names, types in names.map { name in TypeCase(name, types[name] ?? []) { [try $0(2, 3)] } } }
  + [
    "Ceil", "Elu", "Erf", "Exp", "Floor", "Gelu", "HardSigmoid", "HardSwish", "IsNaN", "LeakyRelu", "Log",
    "LogSoftmax", "Reciprocal", "Round", "Sigmoid", "Softmax", "Softplus", "Sqrt", "Tanh", "GlobalAveragePool",
    "GlobalMaxPool",
  ].map { name in TypeCase(name, floats) { [try $0(1, 2, 3)] } }
  + [
    TypeCase("Relu", signed) { [try $0(2, 3)] }, TypeCase("Not", [.bool]) { [try $0(2, 3)] },
    TypeCase("Identity", DataType.any) { [try $0(2, 3)] }, TypeCase("NonZero", DataType.any) { [try $0(2, 3)] },
    TypeCase("Shape", DataType.any) { [try $0(2, 3)] }, TypeCase("Size", DataType.any) { [try $0(2, 3)] },
    TypeCase("Dropout", floats + DataType.smallFloats) { [try $0(2, 3)] },
    TypeCase("LRN", floats, ["size": .int(3)]) { [try $0(1, 3, 2)] },
    TypeCase("Clip", numbers) { [try $0(2, 3), try $0.scalar(false), try $0.scalar()] },
  ]

private let arithmeticCases: [TypeCase] =
  ["Add", "Sub", "Mul", "Max", "Min"].map { name in TypeCase(name, numbers) { [try $0(2, 3), try $0(3)] } }
  + ["Greater", "GreaterOrEqual", "Less", "LessOrEqual"].map { name in
    TypeCase(name, numbers) { [try $0(2, 3), try $0(3)] }
  }
  + ["And", "Or"].map { name in TypeCase(name, [.bool]) { [try $0(2, 3), try $0(3)] } }
  + ["Mean", "Sum"].map { name in TypeCase(name, floats) { [try $0(2, 3), try $0(3)] } }
  + [
    TypeCase("Equal", numbers + [.bool, .string]) { [try $0(2, 3), try $0(3)] },
    TypeCase("Div", numbers) { [try $0(2, 3), try $0.scalar()] },
    TypeCase("Mod", numbers, ["fmod": .int(1)]) { [try $0(2, 3), try $0.scalar()] },
    TypeCase("Pow", wide.filter { $0 != .uint32 && $0 != .uint64 }) { [try $0(2, 3), try $0(3)] },
    TypeCase("PRelu", wide) { [try $0(2, 3), try $0(3)] },
    TypeCase("Where", DataType.any) { [try Tensor.bools([true, false, true]), try $0(2, 3), try $0(3)] },
    TypeCase("MatMul", wide) { [try $0(2, 3), try $0(3, 2)] },
    TypeCase("Gemm", wide) { [try $0(2, 3), try $0(3, 2), try $0(2)] },
  ]

private let movingCases: [TypeCase] = [
  TypeCase("Concat", DataType.any, ["axis": .int(0)]) { [try $0(2, 3), try $0(1, 3)] },
  TypeCase("DepthToSpace", DataType.any.filter(hasNoSmallType), ["blocksize": .int(2)]) { [try $0(1, 4, 1, 1)] },
  TypeCase("SpaceToDepth", DataType.any.filter(hasNoSmallType), ["blocksize": .int(2)]) { [try $0(1, 1, 2, 2)] },
  TypeCase("Expand", DataType.any) { [try $0(3, 1), try .ints([2, 3, 2])] },
  TypeCase("Flatten", DataType.any) { [try $0(2, 3, 1)] },
  TypeCase("Gather", DataType.any) { [try $0(2, 3), try .ints([1, -2])] },
  TypeCase("GatherElements", DataType.any) { [try $0(2, 3), try .ints([1, 0, 1], [1, 3])] },
  TypeCase("GatherND", DataType.any) { [try $0(2, 3), try .ints([1, 2], [1, 2])] },
  TypeCase("OneHot", DataType.any) { [try .ints([0, 2]), Tensor(scalar: Int64(3)), try $0(2)] },
  TypeCase("Pad", DataType.any) { [try $0(2, 3), try .ints([1, 0, 0, 2])] },
  TypeCase("Reshape", DataType.any) { [try $0(2, 3), try .ints([3, -1])] },
  TypeCase("Resize", DataType.any.filter(hasNoSmallType)) {
    [try $0(1, 1, 2, 2), nil, try .floats([1, 1, 2, 2])]
  },
  TypeCase("ScatterElements", DataType.any) { [try $0(2, 3), try .ints([1, 0, 1], [1, 3]), try $0(1, 3)] },
  TypeCase("ScatterND", DataType.any) { [try $0(2, 3), try .ints([1], [1, 1]), try $0(1, 3)] },
  TypeCase("Slice", DataType.any) {
    [try $0(2, 3), try .ints([2]), try .ints([-4]), try .ints([1]), try .ints([-1])]
  },
  TypeCase("Split", DataType.any, ["axis": .int(1), "num_outputs": .int(2)], outputs: 2) { [try $0(2, 3)] },
  TypeCase("Squeeze", DataType.any) { [try $0(2, 1, 3)] },
  TypeCase("Tile", DataType.any) { [try $0(2, 3), try .ints([2, 1])] },
  TypeCase("TopK", numbers, outputs: 2) { [try $0(2, 3), try .ints([2])] },
  TypeCase("Transpose", DataType.any) { [try $0(2, 3)] },
  TypeCase("Trilu", DataType.any) { [try $0(2, 3)] },
  TypeCase("Unsqueeze", DataType.any) { [try $0(2, 3), try .ints([1])] },
]

private let windowCases: [TypeCase] = [
  TypeCase("AveragePool", floats, ["kernel_shape": .list([2])]) { [try $0(1, 2, 4)] },
  TypeCase("MaxPool", floats + [.int8, .uint8], ["kernel_shape": .list([2])], outputs: 2) { [try $0(1, 2, 4)] },
  TypeCase("Conv", floats) { [try $0(1, 2, 4), try $0(3, 2, 2), try $0(3)] },
  TypeCase("ConvTranspose", floats) { [try $0(1, 2, 4), try $0(2, 3, 2)] },
  TypeCase("BatchNormalization", floats) { [try $0(1, 2, 3), try $0(2), try $0(2), try $0(2), try $0(2)] },
  TypeCase("InstanceNormalization", floats) { [try $0(1, 2, 3), try $0(2), try $0(2)] },
  TypeCase("LayerNormalization", floats) { [try $0(2, 3), try $0(3), try $0(3)] },
  TypeCase("RMSNormalization", floats) { [try $0(2, 3), try $0(3)] },
  TypeCase("RotaryEmbedding", floats) { [try $0(1, 1, 2, 4), try $0(1, 2, 2), try $0(1, 2, 2)] },
  TypeCase("Attention", floats) { [try $0(1, 1, 2, 4), try $0(1, 1, 3, 4), try $0(1, 1, 3, 4)] },
]

private let reducingCases: [TypeCase] =
  ["ReduceMax", "ReduceMin"].map { name in TypeCase(name, wide + [.int8, .uint8, .bool]) { [try $0(2, 3)] } }
  + ["ReduceL2", "ReduceMean", "ReduceProd", "ReduceSum"].map { name in TypeCase(name, wide) { [try $0(2, 3)] } }
  + ["ArgMax"].map { name in TypeCase(name, numbers) { [try $0(2, 3)] } }
  + [
    TypeCase("CumSum", wide) { [try $0(2, 3), Tensor(scalar: Int64(1))] },
    TypeCase("Range", [.float32, .float64, .int16, .int32, .int64, .float16, .bfloat16]) {
      [try $0.scalar(false), try $0.scalar(), try $0.scalar()]
    },
    TypeCase("CastLike", whole + [.string]) { [try Tensor.floats([1, 0]), try $0(1)] },
    TypeCase("Cast", whole + [.string], ["to": .int(1)]) { sample in
      [sample.type == .string ? try .texts(["1", "0"]) : try sample(2)]
    },
  ]

/// ONNX gives these operators the types that it had before the ones of 8 bits and less came.
private func hasNoSmallType(_ type: DataType) -> Bool { type.rawValue < 17 }

@Suite("Operators take every type that ONNX lists for them")
struct TypeMatrixTests {
  /// Types whose every value a Double holds, so that results can be compared.
  private static let comparable = Set(numbers + [.bool])

  private func run(_ row: TypeCase, _ type: DataType) throws -> [Tensor] {
    let inputs = try row.inputs(Sample(type: type))
    return try evaluate(row.name, inputs, outputs: row.outputs, opset: 25, row.attributes)
  }

  @Test(
    "a type runs, and computes what the widest type computes",
    arguments: unaryCases + arithmeticCases + movingCases + windowCases + reducingCases)
  private func matrix(row: TypeCase) throws {
    let widest = [DataType.float64, .int64, .bool].first(where: row.types.contains)
    let expected = try widest.map { try run(row, $0) }
    for type in row.types {
      let outputs: [Tensor]
      do { outputs = try run(row, type) } catch {
        Issue.record("\(row.name) of \(type.name): \(error)")
        continue
      }
      guard let expected, Self.comparable.contains(type) else { continue }
      for (found, wanted) in zip(outputs, expected) where Self.comparable.contains(found.dataType) {
        let isNear = found.withDoubles { a in
          wanted.withDoubles { b in
            a.count == b.count && zip(a, b).allSatisfy { Self.isNear($0, $1, in: found.dataType) }
          }
        }
        #expect(isNear, "\(row.name) of \(type.name)")
      }
    }
  }

  /// Integers cut fractions off, bool everything but whether it is zero; 16-bit types keep 3 or 2 digits.
  private static func isNear(_ a: Double, _ b: Double, in type: DataType) -> Bool {
    if a == b || a.isNaN && b.isNaN { return true }
    if type == .bool { return (a != 0) == (b != 0) }
    if DataType.integers.contains(type) {
      return abs(a - b) < 1 || DataType.unsignedIntegers.contains(type) && b < 0
    }
    return abs(a - b) <= 2e-2 * abs(b) + 1e-2
  }

  @Test("every operator of the matrix is in the table, and no type is listed twice")
  func rows() {
    for row in unaryCases + arithmeticCases + movingCases + windowCases + reducingCases {
      let node = Node(row.name, opsetVersion: 25, inputs: [], outputs: [])
      #expect(OperatorTable.standard.definition(for: node) != nil, "\(row.name)")
      #expect(!row.types.isEmpty && Set(row.types).count == row.types.count, "\(row.name)")
    }
  }
}
