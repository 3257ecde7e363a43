import Tensors

extension MapperCase {
  /// The cases of STONNE's scripts (`tests/TileGenerator/StonneMapper`). Theirs with random extents are random here as
  /// well, with fixed seeds.
  package static let stonne = denseGEMM + denseModels + sparseDense + sparseModels

  private static var denseGEMM: [MapperCase] {
    let cases: [(String, (Int, Int, Int), Int, Int, Int)] = [
      ("Basic1", (16, 8, 8), 16, 16, 16), ("Basic2", (16, 8, 8), 32, 8, 16), ("Basic3", (16, 8, 8), 7, 7, 7),
      ("Pow1", (256, 256, 256), 128, 256, 32), ("Pow2", (128, 128, 64), 128, 8, 128),
      ("Pow3", (64, 64, 64), 16, 64, 128), ("Random1", (256, 256, 64), 116, 317, 32),
      ("Random2", (256, 256, 64), 116, 347, 32), ("Random3", (256, 256, 64), 116, 333, 32),
    ]
    return cases.map { MapperCase(.denseGEMM, $0, machine: $1, $2, $3, $4) }
      + (1...10).map { seed in
        var random = SplitMix64(seed: UInt64(seed))
        let size = 1 << Int.random(in: 3...9, using: &random)
        func extent() -> Int { .random(in: 1...256, using: &random) }
        return MapperCase(.denseGEMM, "Seed \(seed)", machine: (size, size, size), extent(), extent(), extent())
      }
  }

  private static var denseModels: [MapperCase] {
    [128, 256, 512].flatMap { size in
      [(4096, 9216), (4096, 4096), (1000, 4096), (1000, 1024), (1000, 2048), (4096, 25088)].map { m, k in
        MapperCase(.denseModels, "num_ms \(size)", machine: (size, size, size), m, 1, k)
      }
    }
  }

  private static var sparseDense: [MapperCase] {
    let steps = { (first: Int, last: Int, step: Int) in Array(stride(from: first, through: last, by: step)) }
    let cases: [(String, (Int, Int, Int), (Int, Int, Int), [Int])] = [
      ("Basic1", (16, 8, 8), (32, 8, 16), [10, 40, 70, 90]),
      ("Basic2", (16, 8, 8), (32, 48, 20), [1, 40, 70, 99]),
      ("Basic3", (16, 8, 8), (32, 20, 48), [1, 40, 70, 99]), ("Pow1", (32, 32, 32), (8, 64, 32), steps(30, 68, 2)),
      ("Pow2", (64, 64, 64), (32, 128, 32), steps(1, 96, 5)),
      ("Pow3", (128, 128, 64), (16, 64, 128), steps(1, 96, 5)),
      ("Pow4", (256, 256, 64), (16, 256, 256), steps(1, 96, 7)),
      ("Pow5", (512, 512, 128), (4, 128, 256), steps(1, 96, 7)),
      ("Pow6", (512, 256, 128), (4, 1024, 64), steps(0, 90, 10)),
      ("Random1", (8, 8, 8), (7, 7, 9), steps(1, 96, 5)),
      ("Random2", (16, 16, 16), (5, 17, 9), steps(1, 96, 5)),
      ("Random3", (32, 32, 16), (5, 31, 17), steps(1, 96, 5)),
      ("Random4", (64, 32, 16), (3, 70, 91), steps(1, 96, 5)),
    ]
    return cases.flatMap { name, machine, extents, sparsities in
      sparsities.map {
        MapperCase(.sparseDense, name, machine: machine, extents.0, extents.1, extents.2, sparsity: $0)
      }
    }
  }

  private static var sparseModels: [MapperCase] {
    let layers = [
      (4096, 9216, 97), (4096, 4096, 91), (1000, 4096, 90), (1000, 1024, 75), (1000, 2048, 89), (4096, 25088, 93),
      (4096, 4096, 93), (1000, 4096, 93),
    ]
    return [128, 256, 512].flatMap { size in
      layers.map { m, k, sparsity in
        MapperCase(
          .sparseModels, "num_ms \(size)", machine: (size, size, size), m, 16, k, sparsity: sparsity)
      }
    }
  }
}
