/// A partial sum on its way from a multiplier to the global buffer.
struct Psum: BitwiseCopyable {
  var value: Float
  /// The virtual neuron that it belongs to.
  var virtualNeuron: Int
}
