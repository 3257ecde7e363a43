import Workload

/// `M=20,N=20,K=256`.
package struct MatrixArgument {
  package var shape: MatrixShape

  package init(_ argument: String) throws(LayerExtentsError) {
    let extents = try LayerExtents(argument, needed: ["M", "N", "K"])
    shape = MatrixShape(m: extents["M"], n: extents["N"], k: extents["K"])
  }
}
