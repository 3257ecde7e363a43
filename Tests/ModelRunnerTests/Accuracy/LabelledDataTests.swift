import Diagnostics
import ModelRunner
import Sparsity
import TensorFiles
import Tensors
import TestSupport
import Testing

@Suite("Labelled data that does not fit is refused")
struct LabelledDataTests {
  private func fault(
    _ arrays: [(name: String, tensor: Tensor)], file: String = "data.npz",
    _ change: (inout AccuracyRequest) -> Void = { _ in }
  ) throws -> (any InputFault)? {
    var request = AccuracyRequest(RunRequest(modelPath: repositoryRoot.path + "/models/lenet5.onnx"))
    request.data = [try temporaryFile(file, NumpyArchive.bytes(of: arrays))]
    request.ratios = ["0"]
    change(&request)
    do {
      _ = try request.prepare()
      return nil
    } catch let fault as any InputFault {
      return fault
    }
  }

  private func images(_ count: Int, side: Int = 28) throws -> Tensor {
    try Tensor(Shape([count, 1, side, side]), [Float](repeating: 0.5, count: count * side * side))
  }

  private func labels(_ classes: [Int64]) throws -> Tensor { try Tensor(Shape([classes.count]), classes) }

  @Test("fewer labels than samples, or more")
  func count() throws {
    for classes: [Int64] in [[1], [1, 2, 3]] {
      let fault = try #require(try fault([("images", images(2)), ("labels", labels(classes))]))
      #expect(fault.reason == "\(classes.count) labels, where there are 2 samples")
    }
  }

  @Test("a label that is no class of the network, with its place")
  func range() throws {
    for class_: Int64 in [-1, 10, 1 << 40] {
      let fault = try #require(try fault([("images", images(2)), ("labels", labels([3, class_]))]))
      #expect(fault.what == "label 1")
      #expect(fault.reason == "\(class_) is no class: the network tells 10 apart, 0 to 9")
    }
  }

  @Test("labels that are no whole numbers")
  func fractions() throws {
    let fractions = try Tensor(Shape([2]), [0.5, 1] as [Float])
    #expect(try fault([("images", images(2)), ("labels", fractions)])?.what == "the array `labels`")
  }

  @Test("samples of another size, no samples, an array of an unknown name")
  func samples() throws {
    let size = try #require(try fault([("images", images(2, side: 27))]))
    #expect(size.reason == "shape [2x1x27x27], where [samplesx1x28x28] is expected")
    #expect(try fault([("labels", labels([1]))])?.what == "the samples")
    #expect(try fault([("images", images(0)), ("labels", labels([1]))]) != nil)
    let unknown = try #require(try fault([("images", images(1)), ("label", labels([1]))]))
    #expect(unknown.hint == "did you mean `labels`?")
  }

  @Test("an input name that the network does not have")
  func inputName() throws {
    #expect(try fault([("images", images(1))]) { $0.inputName = "image" }?.hint == "did you mean `images`?")
  }

  @Test(
    "a ratio outside 0...1, or none at all, and a method of an unknown name",
    arguments: ["-0.1", "1.01", "nan", "x"])
  func ratio(text: String) throws {
    #expect(try fault([("images", images(1))]) { $0.ratios = ["0", text] } is SparsityError)
    #expect(try fault([("images", images(1))]) { $0.methods = [text] } is SparsityError)
  }

  @Test("a map that names no layer")
  func map() throws {
    let map = try temporaryFile("map.toml", Array("\"fc9\" = 0.5\n".utf8))
    #expect(try fault([("images", images(1))]) { $0.run.sparsityMap = map } is PruningError)
  }
}
