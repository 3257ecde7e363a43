import Sparsity
import Tensors
import Testing

/// A single matrix of features as rows.
func weight(_ elements: [Float], features: Int = 1) throws -> PrunableWeight {
  let depth = elements.count / features
  let tensor = try Tensor(Shape([features, depth]), elements)
  return try #require(PrunableWeight(tensor, layout: .featureRows(features: features, depth: depth)))
}

func randomElements(_ count: Int, seed: UInt64, distinctMagnitudes: Int = 1 << 20) -> [Float] {
  var random = SplitMix64(seed: seed)
  return (0..<count).map { _ in
    Float(Int.random(in: -distinctMagnitudes...distinctMagnitudes, using: &random)) / 64
  }
}
