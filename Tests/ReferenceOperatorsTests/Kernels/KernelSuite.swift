import Testing

/// The tests that pick kernel variants, or compare results of one variant to the last bit: the choice is the
/// process's, so they run one after the other.
@Suite(.serialized) enum KernelSuite {}
