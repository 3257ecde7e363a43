import ArgumentParser
import Workload

/// `M=20,N=20,K=256`.
package struct MatrixArgument: ExpressibleByArgument {
  package var shape: MatrixShape

  package init?(argument: String) {
    guard let extents = LayerExtents(argument, letters: ["M", "N", "K"]), let m = extents["M"],
      let n = extents["N"], let k = extents["K"]
    else { return nil }
    shape = MatrixShape(m: m, n: n, k: k)
  }
}
