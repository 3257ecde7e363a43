import Workload

/// `R=3,S=3,C=64,K=64,X=58,Y=58`; G, N and strides are 1 where they are left out.
package struct ConvolutionArgument {
  package var shape: ConvolutionShape

  package init(_ argument: String) throws(LayerExtentsError) {
    let extents = try LayerExtents(
      argument, needed: ["R", "S", "C", "K", "X", "Y"], others: ["G", "N", "strides"])
    shape = ConvolutionShape(
      r: extents["R"], s: extents["S"], c: extents["C"], k: extents["K"], g: extents["G"], n: extents["N"],
      x: extents["X"], y: extents["Y"], stride: extents["strides"])
  }
}
