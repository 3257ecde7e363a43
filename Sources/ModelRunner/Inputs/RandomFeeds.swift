import ModelGraph
import ReferenceOperators
import Tensors

/// Seeded stand-ins for all inputs of a network, when none is given.
struct RandomFeeds: Sendable {
  private let inputs: [(name: String, type: DataType, shape: Shape)]

  /// - Parameter binding: the inputs' shapes.
  /// - Throws: ``InputError`` for types that have no random values, and for shapes beyond the limit.
  init(_ inputs: [ValueInfo], _ binding: InputBinding, memoryLimit: Int) throws(InputError) {
    self.inputs = try inputs.map { input throws(InputError) in
      guard let type = input.dataType, let shape = binding.shapes[input.name], RandomInput.hasValues(of: type)
      else {
        throw InputError.noRandomValues(input: input.name, type: input.dataType ?? .string)
      }
      // A bound dimension can be any number, and what it makes of an input any size.
      if shape.count * type.byteWidth > memoryLimit {
        throw .memory(input: input.name, shape: shape, limit: memoryLimit)
      }
      return (input.name, type, shape)
    }
  }

  /// A value an input; equal seeds give equal values.
  func values(seed: UInt64) -> [String: Tensor] {
    var generator = SplitMix64(seed: seed)
    var values: [String: Tensor] = [:]
    for (name, type, shape) in inputs {
      values[name] = RandomInput.tensor(type, shape, using: &generator)
    }
    return values
  }
}
