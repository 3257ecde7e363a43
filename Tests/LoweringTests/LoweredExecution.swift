import CycleSimulator
import Hardware
import Lowering
import ModelGraph
import ReferenceOperators
import Tensors
import TestSupport
import Testing

/// Every controller, with an array that holds a 3x3 filter and one that does not.
let machines: [HardwareConfiguration] = HardwareConfiguration.Controller.allCases.flatMap { controller in
  [4, 64].map { machine(controller, multipliers: $0) }
}

func machine(
  _ controller: HardwareConfiguration.Controller, multipliers: Int = 64
) -> HardwareConfiguration {
  HardwareConfiguration(controller: controller, multipliers: multipliers)
}

/// What is known of inputs before a run: all of the constants, type and shape of the others.
func facts(_ inputs: [Tensor?], constants: Set<Int>) -> InputFacts {
  InputFacts(
    inputs.enumerated().map { index, tensor in
      tensor.map {
        constants.contains(index) ? ValueFact(constant: $0) : ValueFact($0.dataType, $0.shape.extents)
      }
    })
}

func lower(
  _ node: Node, _ inputs: [Tensor?], constants: Set<Int> = [1], on hardware: HardwareConfiguration,
  options: LoweringOptions = LoweringOptions()
) throws -> LoweredNode {
  let placement = Placement(
    of: node, inputs: facts(inputs, constants: constants), on: hardware, options: options)
  guard case .accelerator(let lowered) = placement else {
    throw UnexpectedPlacement(placement: placement)
  }
  return lowered
}

struct UnexpectedPlacement: Error {
  let placement: Placement
}

/// The node's output by way of its layers, each computed by plain loops.
func execute(
  _ node: Node, _ inputs: [Tensor?], constants: Set<Int> = [1], on hardware: HardwareConfiguration,
  options: LoweringOptions = LoweringOptions()
) throws -> Tensor {
  let lowered = try lower(node, inputs, constants: constants, on: hardware, options: options)
  let bound = try lowered.bind(inputs)
  var output = bound.makeOutput()
  for run in 0..<lowered.runs {
    output.store(plainOutput(of: lowered.layer, bound.operands(ofRun: run)), ofRun: run)
  }
  return output.tensor()
}

/// A tensor of small integers, so that sums are exact in any order.
func integers(_ extents: [Int], _ random: inout SplitMix64) throws -> Tensor {
  let shape = try Shape(extents)
  return try Tensor(shape, (0..<shape.count).map { _ in Float(Int.random(in: -4...4, using: &random)) })
}

func node(_ type: String, _ attributes: [String: Attribute] = [:], inputs: Int = 2) -> Node {
  Node(
    type, name: "layer", opsetVersion: 13, inputs: (0..<inputs).map { "x\($0)" }, outputs: ["y"],
    attributes: attributes)
}
