/// The run was asked to stop; what is finished stands.
struct RunInterrupted: Error {}
