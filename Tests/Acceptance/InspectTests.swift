import Foundation
import Testing

@Suite("stonne inspect")
struct InspectTests {
  private func inspect(_ model: String, _ options: String...) throws -> String {
    let result = try StonneBinary.run(["inspect", model] + options)
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.errors == "")
    return result.output
  }

  private func fixture(_ name: String) -> String { Fixtures.path("Operators", name, "model.onnx") }

  @Test("the table says of every node its shape, its work, where it runs, and as what or why")
  func table() throws {
    let lines = try inspect("models/lenet5.onnx").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(4) == [
        "models/lenet5.onnx: lenet5, ir_version 8, opset 13",
        "12 nodes after constant folding, 61,706 constants, 416,520 MACs", "input images: float 1x1x28x28", "",
      ])
    #expect(lines[6] == " 0  conv1    Conv      float 1x6x28x28   117,600  accelerator  CONV 5x5 1>6 32x32")
    #expect(
      lines[7]
        == " 1  relu1    Relu      float 1x6x28x28         -  cpu          Relu is not one of Conv, Gemm, MatMul")
    #expect(lines.count == 6 + 12 + 1)
  }

  @Test("the machine decides what a node becomes, and in how many runs")
  func machine() throws {
    let model = fixture("conv_grouped")
    #expect(try inspect(model).hasSuffix("accelerator  CONV 3x3 6>8 9x9 g2\n"))
    #expect(
      try inspect(model, "--hw", Machines.all[1]).hasSuffix(
        "accelerator  SparseGEMM M4 N49 K27, 2 runs (SIGMA_SPARSE_GEMM has no CONV)\n"))
  }

  @Test("a type that no datapath computes keeps its node on the CPU, with that reason")
  func reason() throws {
    let row = try #require(try inspect(fixture("matmul_int32")).split(separator: "\n").last)
    #expect(row.hasPrefix("0  matmul  MatMul    int32 3x5     -  cpu"))
    #expect(row.hasSuffix("input 0 is of type int32; the datapath computes float, float16, bfloat16"))
  }

  @Test("symbolic dimensions are bound by name, and one that is left open is refused by name")
  func bindings() throws {
    let model = fixture("conv_open_batch")
    let output = try inspect(model, "--bind", "batch=2", "--bind", "height=5", "--bind", "width=6")
    #expect(output.contains("\ninput x: float 2x3x5x6\n"), "\(output)")
    let refused = try StonneBinary.run(["inspect", model, "--bind", "batch=2"])
    #expect(refused.exitCode == 65 && refused.output == "")
    #expect(
      refused.errors
        == "stonne: error: dimension `height` of input `x` in \(model): its extent is unknown: "
        + "bind it (--bind height=N) or give the input\n")
  }

  @Test("JSON says the same to programs, and its work is the sum of its nodes'")
  func json() throws {
    struct Document: Decodable {
      struct Value: Decodable {
        let name: String?
        let shape: [Int?]?
      }
      struct Node: Decodable {
        let device: String
        let macs: Int?
        let operation: String?
        let outputs: [Value]
        let reason: String?
        let runs: Int
        let shape: [String: Int]?
      }
      let macs: Int
      let inputs: [Value]
      let nodes: [Node]
      let opset: [String: Int]
    }
    let text = try inspect(fixture("matmul_broadcast_batches"), "--format", "json")
    let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
    #expect(document.inputs.map(\.name) == ["a", "b"])
    #expect(document.inputs.map(\.shape) == [[2, 1, 4, 5], [3, 5, 6]])
    #expect(document.opset == ["": 13])
    let node = try #require(document.nodes.first)
    #expect(node.device == "accelerator" && node.operation == "DenseGEMM" && node.reason == nil)
    // 2 x 3 products of 4x5 with 5x6.
    #expect(node.runs == 6 && node.shape == ["M": 4, "N": 6, "K": 5])
    #expect(node.outputs.map(\.shape) == [[2, 3, 4, 6]])
    #expect(document.macs == 6 * 4 * 6 * 5 && node.macs == document.macs)
  }
}
