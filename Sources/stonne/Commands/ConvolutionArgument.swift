import ArgumentParser
import Workload

/// `R=3,S=3,C=64,K=64,X=58,Y=58`; G, N and strides are 1 where they are left out.
package struct ConvolutionArgument: ExpressibleByArgument {
  package var shape: ConvolutionShape

  package init?(argument: String) {
    let letters = ["R", "S", "C", "K", "G", "N", "X", "Y", "strides"]
    guard let extents = LayerExtents(argument, letters: letters),
      let r = extents["R"], let s = extents["S"], let c = extents["C"], let k = extents["K"],
      let x = extents["X"], let y = extents["Y"]
    else { return nil }
    shape = ConvolutionShape(
      r: r, s: s, c: c, k: k, g: extents["G"] ?? 1, n: extents["N"] ?? 1, x: x, y: y,
      stride: extents["strides"] ?? 1)
  }
}
