import Workload

/// A step of the dense memory controller: the weights of one fold, or the activations of one window and fold.
///
/// A pass computes all outputs of a tile's filters: first the weights of all folds, then for each window the
/// activations of all folds. Inside, columns move fastest, then rows, channels, and the window's column and row;
/// passes go over filters, groups and the batch.
struct DenseStep {
  private let folding: Folding
  /// The position in each loop, in tiles.
  private(set) var r = 0
  private(set) var s = 0
  private(set) var c = 0
  private(set) var x = 0
  private(set) var y = 0
  private(set) var pass: DensePass
  private(set) var sendsWeights = true
  /// Steps before this one.
  private(set) var index = 0

  init(_ folding: Folding) {
    self.folding = folding
    pass = DensePass(folding)
  }

  /// Whether all passes are over.
  var isFinished: Bool { pass.n == folding.n }

  /// Whether this is the first step of a pass.
  var beginsPass: Bool { sendsWeights && r == 0 && s == 0 && c == 0 }

  /// Goes on to the next step.
  mutating func advance() {
    index &+= 1
    guard wraps(&s, folding.s), wraps(&r, folding.r), wraps(&c, folding.c) else { return }
    if sendsWeights {
      sendsWeights = false
      return
    }
    guard wraps(&y, folding.y), wraps(&x, folding.x) else { return }
    sendsWeights = true
    pass.advance()
  }

  /// Goes on to the same step of a later pass.
  mutating func skip(passes: Int, of steps: Int) {
    index &+= passes &* steps
    pass.advance(by: passes)
  }

  private func wraps(_ counter: inout Int, _ count: Int) -> Bool {
    counter &+= 1
    guard counter == count else { return false }
    counter = 0
    return true
  }
}
