import Foundation
import Tensors
import TestSupport
import Testing

@Suite("A few bytes of a model cannot ask for more memory than a run may use")
struct MemoryLimitTests {
  /// A model of one node, `the_node`, that asks for a gigabyte and more.
  private struct Greed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let graph: @Sendable (inout OnnxBytes.Graph) throws -> Void

    init(_ name: String, _ graph: @escaping @Sendable (inout OnnxBytes.Graph) throws -> Void) {
      testDescription = name
      self.graph = graph
    }
  }

  private static let large = 1 << 28

  private static func numbers(_ values: Int...) throws -> Tensor {
    try Tensor(Shape([values.count]), values.map(Int64.init))
  }

  private static let models: [Greed] = [
    Greed("ConstantOfShape") {
      $0.initializer("n", try numbers(large))
      $0.node("ConstantOfShape", ["n"], ["y"], name: "the_node")
    },
    Greed("Expand") {
      $0.initializer("n", try numbers(large, 1))
      $0.node("Expand", ["x", "n"], ["y"], name: "the_node")
    },
    Greed("Expand of a string") {
      $0.initializer("s", try Tensor(Shape([1]), strings: ["a"]))
      $0.initializer("n", try numbers(large))
      $0.node("Expand", ["s", "n"], ["y"], name: "the_node")
    },
    Greed("Tile") {
      $0.initializer("n", try numbers(large))
      $0.node("Tile", ["x", "n"], ["y"], name: "the_node")
    },
    Greed("Range") {
      for (name, value) in [("a", 0), ("b", large), ("c", 1)] {
        $0.initializer(name, Tensor(scalar: Int64(value)))
      }
      $0.node("Range", ["a", "b", "c"], ["y"], name: "the_node")
    },
    Greed("Pad") {
      $0.initializer("n", try numbers(0, large))
      $0.node("Pad", ["x", "n"], ["y"], name: "the_node")
    },
    Greed("Resize") {
      $0.initializer("n", try numbers(large))
      $0.node("Resize", ["x", "", "", "n"], ["y"], name: "the_node")
    },
    Greed("OneHot") {
      $0.initializer("i", try numbers(1))
      $0.initializer("n", try numbers(large))
      $0.initializer("v", try Tensor(Shape([2]), [0, 1] as [Float]))
      $0.node("OneHot", ["i", "n", "v"], ["y"], name: "the_node")
    },
    Greed("MatMul") {
      $0.initializer("a", try Tensor(Shape([20_000, 1]), [Float](repeating: 1, count: 20_000)))
      $0.initializer("b", try Tensor(Shape([1, 20_000]), [Float](repeating: 1, count: 20_000)))
      $0.node("MatMul", ["a", "b"], ["y"], name: "the_node")
    },
    Greed("Conv with padding") {
      $0.initializer("i", try Tensor(Shape([1, 1, 1, 1]), [1] as [Float]))
      $0.node("Conv", ["i", "i"], ["y"], ["pads": [16_000, 16_000, 16_000, 16_000]], name: "the_node")
    },
    Greed("Loop that stacks") {
      $0.initializer("n", Tensor(scalar: Int64.max))
      $0.initializer("s", try Tensor(Shape([1 << 16]), [Float](repeating: 1, count: 1 << 16)))
      let body = OnnxBytes.Graph("body") {
        $0.input("i", .int64)
        $0.input("c", .bool)
        $0.node("Identity", ["c"], ["d"])
        $0.node("Neg", ["s"], ["t"])
        $0.output("d", .bool)
        $0.output("t", .float32)
      }
      $0.node("Loop", ["n", ""], ["y"], ["body": .graph(body)], name: "the_node")
    },
    Greed("Loop that grows what it carries") {
      $0.initializer("n", Tensor(scalar: Int64.max))
      let body = OnnxBytes.Graph("body") {
        $0.input("i", .int64)
        $0.input("c", .bool)
        $0.input("v", .float32)
        $0.node("Identity", ["c"], ["d"])
        $0.node("Concat", ["v", "v"], ["w"], ["axis": 0])
        $0.output("d", .bool)
        $0.output("w", .float32)
      }
      $0.node("Loop", ["n", "", "x"], ["y"], ["body": .graph(body)], name: "the_node")
    },
    Greed("many values that each are small enough") {
      var names: [String] = []
      for i in 0..<40 {
        $0.initializer("n\(i)", try numbers(1 << 20))
        $0.node("Expand", ["x", "n\(i)"], ["e\(i)"], name: "the_node\(i)")
        names.append("e\(i)")
      }
      $0.node("Sum", names, ["y"])
    },
  ]

  private func refuse(_ greed: Greed, _ arguments: [String]) throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [1])
      try greed.graph(&model.graph)
      model.graph.output("y", nil)
      let path = folder.appending(path: "model.onnx")
      try Data(model.encoded).write(to: path)
      let command = "ulimit -v 2000000; exec \"$0\" \"$@\""
      let result = try StonneBinary.run(
        ["-c", command, StonneBinary.location.path, "run", path.path] + arguments, of: "/bin/sh")
      #expect(result.exitCode == 65, "\(result.errors)")
      #expect(result.errors.contains("the_node") && result.errors.contains("memory"), "\(result.errors)")
      #expect(result.errorMessages.count == 1)
    }
  }

  @Test("with --max-memory", arguments: models)
  private func limited(greed: Greed) throws { try refuse(greed, ["--max-memory", "64M"]) }

  @Test("without --max-memory the limit is 80 % of what `ulimit -v` leaves")
  func addressSpace() throws {
    let huge = Greed("ConstantOfShape") {
      $0.initializer("n", try Self.numbers(1 << 29))
      $0.node("ConstantOfShape", ["n"], ["y"], name: "the_node")
    }
    try refuse(huge, [])
  }

  @Test("what fits runs")
  func fits() throws {
    try TemporaryFolder.with { folder in
      var model = OnnxBytes(opset: 18)
      model.graph.input("x", .float32, [1_048_576])
      // Twenty values of 4 MB, each used once: two are alive at any time.
      for i in 0..<20 { model.graph.node("Neg", [i == 0 ? "x" : "a\(i)"], ["a\(i + 1)"]) }
      model.graph.output("a20", .float32)
      let path = folder.appending(path: "model.onnx")
      try Data(model.encoded).write(to: path)
      let result = try StonneBinary.run(["run", path.path, "--max-memory", "16M"])
      #expect(result.exitCode == 0, "\(result.errors)")
    }
  }
}
