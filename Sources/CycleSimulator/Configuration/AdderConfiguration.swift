/// How one adder switch of the reduction tree is configured.
package struct AdderConfiguration: Hashable, Sendable {
  /// What an adder does with its inputs, named as STONNE prints it.
  package enum Mode: String, Hashable, Sendable {
    /// Left plus right, or whichever of them there is.
    case add2to1 = "ADD_2_1"
    /// Left plus right plus what the neighbour sends.
    case add3to1 = "ADD_3_1"
    /// One input to the parent, the other to the neighbour.
    case split = "ADD_1_1_PLUS_FW_1_1"
    /// Both inputs to the parent.
    case forward = "FW_2_2"
    /// Adds up the partial sums that come over the folding links (FENETWORK).
    case fold = "FOLD"
  }

  /// The direction of the augmented link to the neighbour.
  package enum Link: String, Hashable, Sendable {
    case receive = "RECEIVE"
    case send = "SEND"
    case none = "NOT_CONFIGURED"
  }

  package var mode = Mode.add2to1
  package var link = Link.none
  package var leftChildEnabled = false
  package var rightChildEnabled = false
  package var sendsToMemory = false
  /// Sends its result over the folding link (FENETWORK).
  package var sendsToFold = false
  /// Whether a virtual neuron uses this adder.
  package var isUsed = false
  /// The bus line and input of its memory wire; fixed by the wiring.
  package var busLine = 0
  package var busInput = 0

  package init() {}
}
