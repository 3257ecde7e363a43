import ModelGraph
import Tensors

extension ExecutionPlan {
  /// Runs the graph on named inputs.
  /// - Returns: the graph's outputs by name.
  /// - Throws: ``InputBindingError``, ``NodeError``, what the observer throws, or
  ///   `CancellationError` (asked between two nodes).
  package func run(_ feeds: [String: Tensor], in context: ExecutionContext = ExecutionContext()) throws -> [String:
    Tensor]
  {
    var observer = NoObserver()
    return try run(feeds, in: context, observer: &observer)
  }

  /// Runs the graph on named inputs, watched by `observer`.
  package func run(
    _ feeds: [String: Tensor], in context: ExecutionContext, observer: inout some ExecutionObserver
  ) throws -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (name, value) in try runValues(feeds.mapValues(Value.tensor), in: context, observer: &observer) {
      guard let tensor = value.tensor else {
        throw InputBindingError(.kind(name: name, value.kind), source: source)
      }
      tensors[name] = tensor
    }
    return tensors
  }

  /// Runs the graph on named inputs of any kind.
  package func runValues(
    _ feeds: [String: Value], in context: ExecutionContext = ExecutionContext()
  ) throws -> [String: Value] {
    var observer = NoObserver()
    return try runValues(feeds, in: context, observer: &observer)
  }

  /// Runs the graph on named inputs of any kind, watched by `observer`.
  package func runValues(
    _ feeds: [String: Value], in context: ExecutionContext, observer: inout some ExecutionObserver
  ) throws -> [String: Value] {
    var values: [Value] = []
    for name in inputNames {
      guard let value = feeds[name] else { throw InputBindingError(.missing(name: name), source: source) }
      values.append(value)
    }
    var account = MemoryAccount(slots: values.count)
    for (position, value) in values.enumerated() { account.add(value, in: position) }
    guard account.bytes <= context.memoryLimit else {
      throw InputBindingError(.memory(bytes: account.bytes, limit: context.memoryLimit), source: source)
    }
    let outputs = try run(values, in: context.holding(account.bytes), observer: &observer)
    return Dictionary(zip(outputNames, outputs)) { first, _ in first }
  }

  /// Runs the graph on inputs in the order of ``inputNames``; outputs come in the order of ``outputNames``.
  ///
  /// The context's memory is what is left beside the inputs, which the caller holds.
  package func run(
    _ inputs: consuming [Value], in context: ExecutionContext, observer: inout some ExecutionObserver
  ) throws -> [Value] {
    precondition(inputs.count == inputNames.count, "one value an input")
    var values = constants
    var account = MemoryAccount(slots: values.count)
    for (slot, value) in values.enumerated() { if let value { account.add(value, in: slot) } }
    for (slot, value) in zip(inputSlots, inputs) { values[slot] = value }
    inputs = []
    let clock = ContinuousClock()
    for step in steps {
      if context.isInterrupted() { throw CancellationError() }
      try Task.checkCancellation()
      let start = clock.now
      // What the node uses for the last time is there until it is done.
      let rest = context.holding(account.bytes)
      var arguments = OperatorInputs(values: take(step, from: &values, account: &account))
      let outputs: [Value]
      if let group = step.group {
        try observer.willEvaluate(group.members.map(\.node))
        outputs = [try evaluate(group, arguments, in: rest)]
        let duration = start.duration(to: clock.now)
        for (position, member) in group.members.enumerated() {
          try observer.finished(member.node, outputs: outputs, after: position == 0 ? duration : .zero)
        }
      } else {
        outputs = try evaluate(step, &arguments, in: rest, observer: &observer)
        try observer.finished(step.node, outputs: outputs, after: start.duration(to: clock.now))
      }
      for (slot, output) in zip(step.outputs, outputs) {
        guard let slot else { continue }
        values[slot] = output
        account.add(output, in: slot)
      }
      if account.bytes > context.memoryLimit {
        let cause = context.memoryError(account.bytes)
        throw NodeError(cause, node: nodes[step.node], source: source)
      }
    }
    return try outputSlots.enumerated().map { position, slot in
      guard let value = values[slot] else {
        throw InputBindingError(.missing(name: outputNames[position]), source: source)
      }
      return value
    }
  }

  /// The step's arguments. A value at its last use moves, so that the evaluation may find itself the only
  /// owner of it and work in place.
  private func take(_ step: Step, from values: inout [Value?], account: inout MemoryAccount) -> [Value?] {
    var arguments: [Value?] = []
    arguments.reserveCapacity(step.inputs.count)
    for (slot, isLastUse) in zip(step.inputs, step.isLastUse) {
      guard let slot else {
        arguments.append(nil)
        continue
      }
      arguments.append(values[slot])
      guard isLastUse, let value = values[slot] else { continue }
      account.remove(value, from: slot)
      values[slot] = nil
    }
    return arguments
  }

  private func evaluate(
    _ step: Step, _ arguments: inout OperatorInputs, in context: ExecutionContext,
    observer: inout some ExecutionObserver
  ) throws -> [Value] {
    try refuseTooLargeOutputs(step.node, step.evaluator, arguments, in: context)
    if let outputs = try observer.evaluate(step.node, inputs: arguments, in: context) {
      precondition(outputs.count >= nodes[step.node].outputs.count, "one value an output")
      return outputs.map(Value.tensor)
    }
    return try evaluate(step.node, step.evaluator, &arguments, in: context)
  }

  /// A group's output: by its kernel, else one member after the other.
  private func evaluate(
    _ group: FusedGroup, _ arguments: OperatorInputs, in context: ExecutionContext
  ) throws -> Value {
    if let output = group.evaluate(arguments, in: context) { return .tensor(output) }
    var results: [Value] = []
    for member in group.members {
      var inputs = OperatorInputs(
        values: member.sources.map { source in
          switch source {
          case nil: nil
          case .input(let index)?: arguments.value(index)
          case .member(let index)?: results[index]
          }
        })
      try refuseTooLargeOutputs(member.node, member.evaluator, inputs, in: context)
      results.append(try evaluate(member.node, member.evaluator, &inputs, in: context)[0])
    }
    return results[results.count - 1]
  }

  private func evaluate(
    _ index: Int, _ evaluator: any Operator, _ arguments: inout OperatorInputs, in context: ExecutionContext
  ) throws -> [Value] {
    let node = nodes[index]
    do {
      let outputs = try evaluator.evaluateValues(&arguments, in: context)
      guard outputs.count >= node.outputs.count else {
        throw OperatorError.value(
          "the node lists \(node.outputs.count) outputs, the operator has \(outputs.count)")
      }
      return outputs
    } catch OperatorError.interrupted {
      throw CancellationError()
    } catch let error as OperatorError {
      throw NodeError(error, node: node, source: source)
    }
  }

  /// A few bytes of a model can ask for any amount of memory (ConstantOfShape, Expand, Tile, Range).
  private func refuseTooLargeOutputs(
    _ index: Int, _ evaluator: any Operator, _ arguments: OperatorInputs, in context: ExecutionContext
  ) throws(NodeError) {
    guard context.memoryLimit < .max else { return }
    do throws(OperatorError) {
      let facts = try evaluator.inferOutputs(of: InputFacts(arguments))
      let bytes = facts.reduce(0) { $0 + $1.byteCount }
      if bytes > context.memoryLimit { throw context.memoryError(bytes) }
    } catch {
      throw NodeError(error, node: nodes[index], source: source)
    }
  }
}
