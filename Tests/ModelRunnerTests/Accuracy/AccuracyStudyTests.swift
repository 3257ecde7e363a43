import ModelRunner
import TensorFiles
import Tensors
import TestSupport
import Testing

/// The shipped LeNet on its held-out digits; what is expected of it was recorded from onnxruntime on a file that
/// numpy pruned (models/compare_pruning.py).
@Suite("A study of accuracy against sparsity")
struct AccuracyStudyTests {
  private static let digits = repositoryRoot.path + "/models/lenet5_digits.npz"

  private static func request(on machines: [String] = [], data: [String] = [digits]) -> AccuracyRequest {
    var run = RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx")
    run.machines = machines.map { "\(repositoryRoot.path)/simulation_files/\($0).cfg" }
    run.threads = 2
    var request = AccuracyRequest(run)
    request.data = data
    request.ratios = ["0"]
    return request
  }

  private static func arrays() throws -> (images: Tensor, labels: Tensor) {
    let arrays = try NumpyArchive.read(path: digits)
    return (
      try #require(arrays.first { $0.name == "images" }).tensor,
      try #require(arrays.first { $0.name == "labels" }).tensor
    )
  }

  @Test(
    "as many digits are right as in onnxruntime after pruning with numpy",
    arguments: [
      ("magnitude", [978, 686]), ("global", [978, 969]),
    ])
  func lenet(method: String, correct: [Int]) throws {
    var request = Self.request()
    request.ratios = ["0", "0.7"]
    request.methods = [method]
    let result = try request.prepare().run()
    #expect(result.points.map { $0.accuracy?.top1 } == correct)
    #expect(result.samples == 1000)
    for point in result.points { #expect(abs(point.actualSparsity - point.sparsity) < 1e-3) }
  }

  @Test("a method that sets its own ratio comes once, and its accuracy is onnxruntime's")
  func fineGrained() throws {
    var request = Self.request()
    request.ratios = ["0", "0.9"]
    request.methods = ["2:4"]
    let result = try request.prepare().run()
    #expect(result.points.map(\.sparsity) == [0.5])
    #expect(result.points[0].accuracy?.top1 == 849)
  }

  @Test(
    "cycles are those of a run with the first sample and the same pruned weights",
    arguments: ["sigma_128mses_64_bw", "magma_128mses_128_bw", "tpu_16_16_pes"])
  func cost(machine: String) throws {
    var request = Self.request(on: [machine])
    request.ratios = ["0", "0.8"]
    request.limit = 3
    let result = try request.prepare().run()
    let (images, _) = try Self.arrays()
    let first = try NumpyArchive.bytes(of: [("images", images.leading(1))])
    for point in result.points {
      var run = request.run
      run.inputs = [.path(try temporaryFile("first.npz", first))]
      run.sparsity = point.sparsity
      let totals = try #require(try run.prepare().run().first).totals
      #expect(point.costs[0].cycles == totals.cycles)
      #expect(point.costs[0].energy == totals.energy)
    }
  }

  @Test("on a sparse machine pruned weights save cycles, on a dense one none")
  func saving() throws {
    var request = Self.request(on: ["sigma_128mses_64_bw", "maeri_256mses_128_bw"])
    request.ratios = ["0", "0.9"]
    request.limit = 2
    let points = try request.prepare().run().points
    #expect(points[1].costs[0].cycles < points[0].costs[0].cycles)
    #expect(points[1].costs[1].cycles == points[0].costs[1].cycles)
  }

  @Test("grey levels without a channel axis are divided by 255, from an archive or from IDX files")
  func greyLevels() throws {
    let (images, labels) = try Self.arrays()
    let levels = images.leading(20).elements(as: Float.self).map { UInt8(($0 * 255).rounded()) }
    let classes = labels.leading(20).elements(as: Int64.self)
    let archive = try temporaryFile(
      "levels.npz",
      NumpyArchive.bytes(of: [
        ("images", try Tensor(Shape([20, 28, 28]), levels)), ("labels", try Tensor(Shape([20]), classes)),
      ]))
    let idx = try temporaryFile(
      "t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 20, 0, 0, 0, 28, 0, 0, 0, 28] + levels)
    let pair = try temporaryFile("classes", [0, 0, 8, 1, 0, 0, 0, 20] + classes.map { UInt8($0) })
    var plain = Self.request()
    plain.limit = 20
    let expected = try plain.prepare().run().points[0]
    for data in [[archive], [idx, pair]] {
      let point = try Self.request(data: data).prepare().run().points[0]
      #expect(point.accuracy == expected.accuracy)
      #expect(point.predictions == expected.predictions)
    }
    var apart = Self.request(data: [idx])
    apart.labels = pair
    #expect(try apart.prepare().run().points[0].accuracy == expected.accuracy)
  }

  @Test("samples that do not fill the last batch of a network of fixed batch size are judged all the same")
  func fixedBatch() throws {
    let model = try fixedBatchModel()
    let values: [Float] = [1, 0, 0, 1, 1, 0, 0, 1, 0, 1]
    let data = try temporaryFile(
      "five.npz",
      NumpyArchive.bytes(of: [
        ("images", try Tensor(Shape([5, 2]), values)),
        ("labels", try Tensor(Shape([5]), [0, 1, 0, 1, 0] as [Int64])),
      ]))
    var request = AccuracyRequest(RunRequest(modelPath: model))
    request.data = [data]
    request.ratios = ["0"]
    let result = try request.prepare().run()
    #expect(
      result.points[0].accuracy == Accuracy(scores: try Tensor(Shape([5, 2]), values), labels: [0, 1, 0, 1, 0]))
    #expect(result.points[0].predictions == [0, 1, 0, 1, 1])
    #expect(result.timedSamples == 2)
  }

  /// A product with the identity, for two samples at a time.
  private func fixedBatchModel() throws -> String {
    var model = OnnxBytes(opset: 13)
    model.graph.input("x", .float32, [2, 2])
    model.graph.initializer("w", try Tensor(Shape([2, 2]), [1, 0, 0, 1] as [Float]))
    model.graph.node("MatMul", ["x", "w"], ["y"])
    model.graph.output("y")
    return try temporaryFile("identity.onnx", model.encoded)
  }

  @Test("without data the pruned network is compared with the dense one, on seeded random samples")
  func agreement() throws {
    var request = Self.request(data: [])
    request.ratios = ["0", "0.5", "1"]
    let points = try request.prepare().run().points
    #expect(points.allSatisfy { $0.accuracy == nil && $0.agreement.decisions == 8 })
    #expect(points[0].agreement.share == 1)
    #expect(points[0].agreement.largestError == 0)
    #expect(abs(points[0].agreement.cosine - 1) < 1e-12)
    #expect(points[1].agreement.cosine < 1)
    #expect(points[1].agreement.largestError < points[2].agreement.largestError)
    #expect(points.map(\.agreement) == (try request.prepare().run().points.map(\.agreement)))
  }

  @Test(
    "a limit is no number of samples: of a file all are taken, and what is kept of random ones is counted first")
  func limits() throws {
    var files = Self.request()
    files.limit = .max
    #expect(try files.prepare().run().samples == 1000)
    var random = Self.request(data: [])
    random.run.memoryLimit = 50_000_000
    for (limit, reason) in [
      // Ten scores of four bytes each, twice, and a prediction.
      (1_000_000, "they take 88000000 bytes, and 50000000 may be used"),
      (Int.max, "they take more than the 50000000 bytes that may be used"),
    ] {
      random.limit = limit
      let error = #expect(throws: InputError.self) { try random.prepare().run() }
      #expect(error?.description == "outputs of \(limit) samples in the network: \(reason)")
      #expect(error?.hint == "--limit takes fewer")
    }
  }

  @Test("layers that a map names keep the ratio that it gives them")
  func map() throws {
    var request = Self.request()
    request.ratios = ["1"]
    request.limit = 1
    request.run.sparsityMap = try temporaryFile("map.toml", Array("\"fc1\" = 0\n".utf8))
    // 48,000 of 61,470 weights are fc1's.
    let sparsity = try request.prepare().run().points[0].actualSparsity
    #expect(abs(sparsity - 13_470.0 / 61_470) < 1e-9)
  }

  @Test("an interrupted study keeps the finished points and says that it is partial")
  func interruption() throws {
    var request = Self.request()
    request.ratios = ["0", "0.5"]
    request.limit = 32
    let asked = Counter()
    let result = try request.prepare().run { asked.next() > 2 }
    #expect(result.isPartial)
    #expect(result.points.count == 1)
  }
}

extension Tensor {
  /// The first items along the outermost axis.
  func leading(_ count: Int) -> Tensor {
    guard let shape = try? Shape([count] + self.shape.extents.dropFirst()) else { return self }
    return Tensor(dataType, shape) { target in
      withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<target.count])) }
    }
  }
}
