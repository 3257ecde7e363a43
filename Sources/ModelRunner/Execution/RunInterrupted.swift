/// The run was asked to stop; what is finished stands.
package struct RunInterrupted: Error {
  package init() {}
}
