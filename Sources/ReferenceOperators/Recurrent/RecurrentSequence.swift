/// A cell run over the sequences of a batch in one direction.
struct RecurrentSequence<Element: RecurrentElement> {
  let cell: RecurrentCell
  let rule: RecurrentCell.Rule
  let weights: DirectionWeights<Element>
  /// From the end of each sequence to its start.
  let isReverse: Bool
  let steps: Int
  /// Steps of each sequence: one an element of the batch.
  let lengths: [Int]

  /// Runs all steps.
  ///
  /// W x is one product for all steps; R h is one a step, for the whole batch.
  /// - Parameters:
  ///   - x: [steps, batch, inputs].
  ///   - hidden: [batch, units], the initial states; the last ones in the end.
  ///   - cells: the same of an LSTM's cells.
  ///   - all: where the hidden states of a step go, [batch, units].
  ///   - stepCount: elements from one step to the next there.
  func run(
    _ x: UnsafePointer<Element>, hidden: UnsafeMutablePointer<Element>, cells: UnsafeMutablePointer<Element>,
    all: UnsafeMutablePointer<Element>, stepCount: Int, threads: Int
  ) {
    let (batch, units) = (lengths.count, weights.units)
    let rows = cell.gates * units
    withUnsafeTemporaryAllocation(of: Element.self, capacity: (steps + 1) * batch * rows) { memory in
      guard let gates = memory.baseAddress else { return }
      let recurrence = gates + steps * batch * rows
      weights.project(x, into: gates, count: steps * batch, threads: threads)
      for step in 0..<(lengths.max() ?? 0) {
        weights.recur(
          hidden, into: recurrence, states: batch, gates: 0..<cell.gatesOfState(rule), threads: threads)
        for element in 0..<batch where step < lengths[element] {
          let position = isReverse ? lengths[element] - 1 - step : step
          let state = CellState(
            gates: gates + (position * batch + element) * rows, recurrence: recurrence + element * rows,
            hidden: hidden + element * units, cell: cells + element * units)
          cell.step(state, rule, weights)
          (all + position * stepCount + element * units).update(from: state.hidden, count: units)
        }
      }
    }
  }
}
