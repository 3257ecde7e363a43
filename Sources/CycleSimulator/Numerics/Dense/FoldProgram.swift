import CDatapath

/// The steps by which a virtual neuron's multipliers and adders make a sum of each fold, and one of all folds: an
/// ``AdditionOrder`` for the datapath's kernels.
///
/// Neighbouring lanes that are added pair by pair, as a tree's subtrees do it, make one step.
struct FoldProgram: Sendable {
  /// Products of a fold.
  let lanes: Int
  private let first: [cdatapath_fold_step]
  private let next: [cdatapath_fold_step]
  /// Sums that the steps name, the running one included.
  let sums: Int
  /// Whether the first fold takes in a sum that is 0 by then: that of a forwarder.
  let startsFromZero: Bool

  /// - Parameters:
  ///   - lanes: of the virtual neuron, its forwarder apart.
  ///   - hasForwarder: whether the sum so far is the first of what the tree adds up.
  init(_ order: AdditionOrder, lanes: Int, hasForwarder: Bool) {
    let sum = Sum(order, lanes: lanes, hasForwarder: hasForwarder)
    var compiler = Compiler()
    first = compiler.replacingRunningSum(by: sum, through: hasForwarder)
    next = hasForwarder ? first : compiler.addingToRunningSum(sum)
    sums = compiler.sums
    startsFromZero = hasForwarder
    self.lanes = lanes
  }

  /// The program in the form that the kernels take.
  func withKernelProgram<Result>(_ body: (UnsafePointer<cdatapath_fold_program>) -> Result) -> Result {
    first.withUnsafeBufferPointer { first in
      next.withUnsafeBufferPointer { next in
        let program = cdatapath_fold_program(
          first: first.baseAddress, first_count: first.count, next: next.baseAddress, next_count: next.count,
          lanes: lanes)
        return withUnsafePointer(to: program, body)
      }
    }
  }
}

/// What is added up, as a tree of additions.
private final class Sum {
  enum Kind {
    case product
    /// The sum of the folds before.
    case running
    case addition(Sum, Sum)
  }

  let kind: Kind
  /// The products of a whole subtree, which one step adds up: the first of them, and how many.
  let step: (lane: Int, leaves: Int)?
  /// Additions one behind the other.
  private let depth: Int

  private init(_ kind: Kind, step: (lane: Int, leaves: Int)?, depth: Int) {
    self.kind = kind
    self.step = step
    self.depth = depth
  }

  convenience init(_ a: Sum, _ b: Sum) {
    var step: (lane: Int, leaves: Int)?
    if let left = a.step, let right = b.step, left.leaves == right.leaves, left.leaves < Self.mostLeaves,
      abs(left.lane - right.lane) == left.leaves
    {
      step = (min(left.lane, right.lane), 2 * left.leaves)
    }
    let deeper = a.depth >= b.depth
    self.init(.addition(deeper ? a : b, deeper ? b : a), step: step, depth: max(a.depth, b.depth) + 1)
  }

  /// Products of a step, at most.
  private static let mostLeaves = 16

  convenience init(_ order: AdditionOrder, lanes: Int, hasForwarder: Bool) {
    let forwarders = hasForwarder ? 1 : 0
    var sums = (0..<forwarders).map { _ in Sum(.running, step: nil, depth: 0) }
    sums += (0..<lanes).map { Sum(.product, step: ($0, 1), depth: 0) }
    for pair in stride(from: 0, to: order.pairs.count, by: 2) {
      sums[Int(order.pairs[pair])] = Sum(sums[Int(order.pairs[pair])], sums[Int(order.pairs[pair + 1])])
    }
    let result = sums[Int(order.result)]
    self.init(result.kind, step: result.step, depth: result.depth)
  }
}

/// Turns a tree of additions into steps over numbered sums, of which 0 is the running one.
private struct Compiler {
  private var steps: [cdatapath_fold_step] = []
  private(set) var sums = 1

  /// - Parameter copy: whether the sum takes in the running one, so that it is put together elsewhere.
  mutating func replacingRunningSum(by sum: Sum, through copy: Bool) -> [cdatapath_fold_step] {
    steps = []
    if copy {
      emit(sum, into: 1, adds: false, free: 2)
      append(sum: 0, adds: false, leaves: 0, operand: 1)
    } else {
      emit(sum, into: 0, adds: false, free: 1)
    }
    return steps
  }

  mutating func addingToRunningSum(_ sum: Sum) -> [cdatapath_fold_step] {
    steps = []
    emit(sum, into: 0, adds: true, free: 1)
    return steps
  }

  /// - Parameter free: the first sum whose number is not in use.
  private mutating func emit(_ sum: Sum, into target: Int, adds: Bool, free: Int) {
    if let step = sum.step {
      append(sum: target, adds: adds, leaves: step.leaves, operand: step.lane)
      return
    }
    switch sum.kind {
    case .product: preconditionFailure("a product is a step")
    case .running: append(sum: target, adds: adds, leaves: 0, operand: 0)
    case .addition(let a, let b):
      let place = adds ? free : target
      let rest = adds ? free + 1 : free
      emit(a, into: place, adds: false, free: rest)
      emit(b, into: place, adds: true, free: rest)
      if adds { append(sum: target, adds: true, leaves: 0, operand: place) }
    }
  }

  private mutating func append(sum: Int, adds: Bool, leaves: Int, operand: Int) {
    sums = max(sums, sum + 1)
    steps.append(
      cdatapath_fold_step(sum: UInt32(sum), adds: adds, leaves: UInt32(leaves), operand: UInt32(operand)))
  }
}
