import Hardware
import ModelGraph
import ReferenceOperators

/// Where a node runs.
package enum Placement: Sendable {
  /// On the reference executor, and why.
  case processor(LoweringObstacle)
  case accelerator(LoweredNode)

  /// Places a node.
  /// - Parameters:
  ///   - inputs: types and shapes as inferred, with the values of constants.
  ///   - constants: inputs that are constant though their values are not at hand.
  package init(
    of node: Node, inputs: InputFacts, constants: Set<Int> = [], on hardware: HardwareConfiguration,
    options: LoweringOptions = LoweringOptions()
  ) {
    do throws(LoweringObstacle) {
      let problem = try NodeProblem(node, inputs: inputs, constants: constants)
      self = .accelerator(try LoweredNode(problem, name: node.displayName, on: hardware, options: options))
    } catch {
      self = .processor(error)
    }
  }
}
