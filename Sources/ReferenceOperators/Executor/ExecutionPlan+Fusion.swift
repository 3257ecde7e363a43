import ModelGraph

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
    let forms = nodes.map(ElementForm.init)
    let candidates = steps.map { step in
      let node = nodes[step.node]
      let output = step.outputs.count == 1 ? step.outputs[0] : nil
      let isSingle = !isKept(node) && output != nil
      return FusionGrouping.Candidate(
        isProduct: isSingle && FusedGroup.product(step.evaluator) != nil,
        isElementwise: isSingle && forms[step.node] != nil, inputs: step.inputs, output: output)
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
          isMember[step.node] ? nil : step
        }
      }, outputSlots: outputSlots, slotCount: constants.count)
    plan.alignConstants(keeping: isKept)
    return plan
  }

  /// Copies constants that lie in a file at addresses from which no kernel reads, once instead of in every run; not
  /// those that are packed, and not those of nodes that stay alone.
  private mutating func alignConstants(keeping isKept: (Node) -> Bool) {
    for step in steps where !isKept(nodes[step.node]) {
      var packed: Int?
      if let group = step.group, group.packedWeights != nil,
        case .input(let position)? = group.members[0].sources[1]
      {
        packed = position
      }
      for (position, slot) in step.inputs.enumerated() where position != packed {
        if let slot, let tensor = constants[slot]?.tensor, tensor.dataType != .string {
          constants[slot] = .tensor(tensor.aligned())
        }
      }
    }
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
    return Step(
      node: last.node, evaluator: last.evaluator,
      group: FusedGroup(members: group, packedWeights: packWeights(steps[members[0]])), inputs: inputs,
      isLastUse: [], outputs: last.outputs)
  }

  private func packWeights(
    of node: Node, _ head: Step, _ threads: Int, _ fact: (String) -> ValueFact?
  ) -> PackedOperand? {
    let facts = zip(head.inputs, node.inputs).map { slot, name in
      slot.flatMap { constants[$0]?.tensor }.map(ValueFact.init(constant:)) ?? fact(name)
    }
    return FusedGroup.product(head.evaluator)?.packWeights(facts, threads: threads)
  }
}
