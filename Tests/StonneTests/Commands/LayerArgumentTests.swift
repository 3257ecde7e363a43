import Testing
import Workload
import stonne

@Suite("Layers on the command line")
struct LayerArgumentTests {
  @Test("a convolution in any order of its letters, groups and stride 1 unless given")
  func convolution() throws {
    #expect(
      try ConvolutionArgument("Y=8,X=7,K=4,C=3,S=2,R=1").shape
        == ConvolutionShape(r: 1, s: 2, c: 3, k: 4, x: 7, y: 8))
    #expect(
      try ConvolutionArgument("R=1,S=2,C=4,K=4,X=7,Y=8,G=2,N=3,strides=2").shape
        == ConvolutionShape(r: 1, s: 2, c: 4, k: 4, g: 2, n: 3, x: 7, y: 8, stride: 2))
  }

  @Test("a product")
  func product() throws {
    #expect(try MatrixArgument("M=1,N=2,K=3").shape == MatrixShape(m: 1, n: 2, k: 3))
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "M=1", "M=1,N=2", "M=1,N=2,K=0", "M=1,N=2,K=-3", "M=1,N=2,K=x", "M=1,N=2,K=3,", "M=1,N=2,K=3,Q=4",
      "M=1,N=2,K=3,K=3", "1,2,3", "M=1;N=2;K=3", "M=1,N=2,K=99999999999999999999",
    ])
  func refused(text: String) { #expect(throws: LayerExtentsError.self) { try MatrixArgument(text) } }

  @Test(
    "what is wrong with a layer is said",
    arguments: [
      ("R=3", "S, C, K, X, Y are missing"), ("R=3,S=3,C=4,K=4,X=7", "Y is missing"),
      ("R=3,R=3", "R is given twice"),
      ("R=3;S=3", "`R=3;S=3`: a whole number from 1 to 4294967295 is accepted"),
      ("3x3", "`3x3` is not of the form LETTER=n"),
      ("r=3", "`r` is unknown; accepted: R, S, C, K, X, Y, G, N, strides"),
    ])
  func reasons(text: String, reason: String) {
    let error = #expect(throws: LayerExtentsError.self) { try ConvolutionArgument(text) }
    #expect(error?.description == reason)
  }
}
