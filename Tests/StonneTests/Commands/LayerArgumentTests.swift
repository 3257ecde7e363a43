import Testing
import Workload
import stonne

@Suite("Layers on the command line")
struct LayerArgumentTests {
  @Test("a convolution in any order of its letters, groups and stride 1 unless given")
  func convolution() {
    #expect(
      ConvolutionArgument(argument: "Y=8,X=7,K=4,C=3,S=2,R=1")?.shape
        == ConvolutionShape(r: 1, s: 2, c: 3, k: 4, x: 7, y: 8))
    #expect(
      ConvolutionArgument(argument: "R=1,S=2,C=4,K=4,X=7,Y=8,G=2,N=3,strides=2")?.shape
        == ConvolutionShape(r: 1, s: 2, c: 4, k: 4, g: 2, n: 3, x: 7, y: 8, stride: 2))
  }

  @Test("a product")
  func product() {
    #expect(MatrixArgument(argument: "M=1,N=2,K=3")?.shape == MatrixShape(m: 1, n: 2, k: 3))
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "M=1", "M=1,N=2", "M=1,N=2,K=0", "M=1,N=2,K=-3", "M=1,N=2,K=x", "M=1,N=2,K=3,", "M=1,N=2,K=3,Q=4",
      "M=1,N=2,K=3,K=3", "1,2,3", "M=1;N=2;K=3", "M=1,N=2,K=99999999999999999999",
    ])
  func refused(text: String) { #expect(MatrixArgument(argument: text) == nil) }
}
