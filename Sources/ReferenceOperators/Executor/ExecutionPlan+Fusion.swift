import ModelGraph
import Tensors

extension ExecutionPlan {
  /// The plan for runs that need not see every value: chains of operators are evaluated as one
  /// (``FusedGroup``), and constant weights are laid out as the kernels read them.
  ///
  /// Weights take their memory twice then, where the model's file is not mapped.
  /// - Parameters:
  ///   - isKept: whether a node stays alone, because an observer may evaluate it.
  ///   - fact: what is known of a value before the run, by name.
  package func fused(
    keeping isKept: (Node) -> Bool = { _ in false }, threads: Int = 1, fact: (String) -> ValueFact? = { _ in nil }
  ) -> ExecutionPlan {
    precondition(steps.allSatisfy { $0.group == nil }, "a plan is fused once")
    let forms = steps.map { step in
      ElementForm(nodes[step.node]).flatMap { isFusible($0, step) ? $0 : nil }
    }
    let candidates = steps.map { step in
      let node = nodes[step.node]
      let output = step.outputs.count == 1 ? step.outputs[0] : nil
      let isSingle = !isKept(node) && output != nil
      return FusionGrouping.Candidate(
        isProduct: isSingle && FusedGroup.product(step.evaluator) != nil,
        form: isSingle ? forms[step.node] : nil, inputs: step.inputs, output: output)
    }
    var groups: [Int: [Int]] = [:]
    var isMember = [Bool](repeating: false, count: nodes.count)
    for members in FusionGrouping(candidates, outputSlots: outputSlots).groups() {
      groups[members[members.count - 1]] = members
      for member in members { isMember[member] = true }
    }
    var plan = self
    plan.steps = Self.released(
      steps.compactMap { step in
        if let members = groups[step.node] {
          fusedStep(members, forms) { inputs in packWeights(of: nodes[members[0]], inputs, threads, fact) }
        } else {
          isMember[step.node] ? nil : isKept(nodes[step.node]) ? step : specialized(step, threads, fact)
        }
      }, outputSlots: outputSlots, slotCount: constants.count)
    plan.alignConstants(keeping: isKept)
    return plan
  }

  /// Copies constants that lie in a file at addresses from which no kernel reads, once instead of in every run; not
  /// those that are packed or read at any address, and not those of nodes that stay alone.
  private mutating func alignConstants(keeping isKept: (Node) -> Bool) {
    for step in steps where !isKept(nodes[step.node]) {
      let packed = step.group.flatMap { $0.packedWeights == nil ? nil : $0.weightsPosition }
      let isAlone = step.group == nil
      for (position, slot) in step.inputs.enumerated()
      where position != packed && !(isAlone && step.evaluator.readsAnyAlignment(ofInput: position)) {
        if let slot, let tensor = constants[slot]?.tensor, tensor.dataType != .string {
          constants[slot] = .tensor(tensor.aligned())
        }
      }
    }
  }

  /// Whether the form's parameters are such that a program can have them, as far as that has to be known now.
  private func isFusible(_ form: ElementForm, _ step: Step) -> Bool {
    guard form.givesIntegers || form.readsIntegers else { return true }
    return QuantizationStep(step.inputs.map { slot in slot.flatMap { constants[$0]?.tensor } }) != nil
  }

  private func fusedStep(
    _ members: [Int], _ forms: [ElementForm?], packWeights: (_ head: Step) -> PackedOperand?
  ) -> Step {
    var inputs: [Int?] = []
    var memberOfSlot: [Int: Int] = [:]
    var group: [FusedGroup.Member] = []
    for (position, node) in members.enumerated() {
      let step = steps[node]
      let sources = step.inputs.map { slot -> FusedGroup.Source? in
        guard let slot else { return nil }
        if let member = memberOfSlot[slot] { return .member(member) }
        inputs.append(slot)
        return .input(inputs.count - 1)
      }
      group.append(
        FusedGroup.Member(
          node: node, evaluator: step.evaluator, sources: sources,
          form: position == 0 && FusedGroup.product(step.evaluator) != nil ? nil : forms[node]))
      if let slot = step.outputs[0] { memberOfSlot[slot] = position }
    }
    let last = steps[members[members.count - 1]]
    let packed = packWeights(steps[members[0]])
    return Step(
      node: last.node, evaluator: last.evaluator,
      group: FusedGroup(
        members: group, packedWeights: packed, widenedConstants: widenedConstants(inputs, isPacked: packed != nil)),
      inputs: inputs, isLastUse: [], outputs: last.outputs)
  }

  /// A group's constants of 16-bit types as floats, without the weights where those are packed: they come first
  /// after what the product works on.
  private func widenedConstants(_ inputs: [Int?], isPacked: Bool) -> [Int: Tensor] {
    var widened: [Int: Tensor] = [:]
    for (position, slot) in inputs.enumerated() where !(isPacked && position == 1) {
      guard let tensor = slot.flatMap({ constants[$0]?.tensor }), tensor.isHalfPrecision else { continue }
      widened[position] = tensor.widened()
    }
    return widened
  }

  private func packWeights(
    of node: Node, _ head: Step, _ threads: Int, _ fact: (String) -> ValueFact?
  ) -> PackedOperand? {
    let facts = facts(of: head, fact).map { known in
      known?.constant.map { ValueFact(constant: $0.widened(threads: threads)) } ?? known
    }
    return FusedGroup.product(head.evaluator)?.packWeights(facts, threads: threads)
  }

  /// The step with an operator that has done what it can before the run. An error is left to the run, which may
  /// never come to the node.
  private func specialized(_ step: Step, _ threads: Int, _ fact: (String) -> ValueFact?) -> Step {
    guard let known = try? step.evaluator.specialized(for: facts(of: step, fact), threads: threads) else {
      return step
    }
    var step = step
    step.evaluator = known
    return step
  }

  private func facts(of step: Step, _ fact: (String) -> ValueFact?) -> [ValueFact?] {
    zip(step.inputs, nodes[step.node].inputs).map { slot, name in
      slot.flatMap { constants[$0]?.tensor }.map(ValueFact.init(constant:)) ?? (slot == nil ? nil : fact(name))
    }
  }
}
