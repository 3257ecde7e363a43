import ModelGraph
import OnnxFormat
import ReferenceOperators
import Tensors

/// Runs cases of ONNX's backend test suite on the reference executor.
package struct ConformanceRunner: Sendable {
  private let context: ExecutionContext
  private let table: OperatorTable

  package init(context: ExecutionContext = ExecutionContext(), table: OperatorTable = .standard) {
    self.context = context
    self.table = table
  }

  /// Runs one case; nothing that is wrong with it is thrown.
  package func run(_ test: ConformanceCase) -> ConformanceResult {
    ConformanceResult(name: test.name, model: test.model, outcome: outcome(of: test))
  }

  private func outcome(of test: ConformanceCase) -> ConformanceResult.Outcome {
    do {
      let graph = try Model.load(path: test.model).graph
      let plan = try ExecutionPlan(graph, source: test.model, table: table)
      guard !test.dataSets.isEmpty else { return .failed("the case has no test data") }
      for dataSet in test.dataSets {
        if let reason = try difference(dataSet, graph, plan, test.tolerance) { return .failed(reason) }
      }
      return .passed
    } catch let error as UnsupportedOperators {
      return .skipped(error.reason)
    } catch let error as NodeError {
      return Self.isMissing(error.cause) ? .skipped(error.description) : .failed(error.description)
    } catch {
      return .failed("\(error)")
    }
  }

  /// Whether an operator lacks a part or a type, rather than refusing what it is given.
  private static func isMissing(_ cause: OperatorError) -> Bool {
    switch cause {
    case .unsupported, .dataType: true
    default: false
    }
  }

  /// Why the outputs for one data set do not pass; `nil` where they do.
  private func difference(
    _ dataSet: ConformanceCase.DataSet, _ graph: Graph, _ plan: ExecutionPlan, _ tolerance: ElementTolerance
  ) throws -> String? {
    let outputs = try plan.runValues(try inputs(of: dataSet, graph), in: context)
    for (position, path) in Self.expectedOutputs(of: dataSet).enumerated() {
      guard let path, position < graph.outputs.count else { continue }
      let (name, kind) = (graph.outputs[position].name, graph.outputs[position].kind)
      guard let found = outputs[name] else { return "output `\(name)` is missing" }
      let expected = try Value.read(path: path, as: kind)
      if let reason = tolerance.difference(of: found, from: expected) { return "output `\(name)`: \(reason)" }
    }
    return nil
  }

  private static func expectedOutputs(of dataSet: ConformanceCase.DataSet) -> [String?] {
    switch dataSet {
    case .files(_, let outputs): outputs
    case .counting(let output): [output]
    }
  }

  private func inputs(of dataSet: ConformanceCase.DataSet, _ graph: Graph) throws -> [String: Value] {
    var feeds: [String: Value] = [:]
    switch dataSet {
    case .files(let inputs, _):
      for (input, path) in zip(graph.inputs, inputs) {
        if let path { feeds[input.name] = try Value.read(path: path, as: input.kind) }
      }
    case .counting:
      let shapes = try InputBinding(graph.inputs, source: graph.name).shapes
      for case (let name, let shape?) in graph.inputs.map({ ($0.name, shapes[$0.name]) }) {
        feeds[name] = .tensor(
          Tensor(shape, of: Float.self) { elements in
            for i in elements.indices { elements[i] = Float(i) / Float(elements.count) }
          })
      }
    }
    return feeds
  }
}
