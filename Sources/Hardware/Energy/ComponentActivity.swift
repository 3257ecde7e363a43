/// How many instances of a component an accelerator has and how often each operation happened on them:
/// the summed lines of STONNE's `.counters` file.
package struct ComponentActivity: Hashable, Sendable {
  /// The high-level parts, in the file's order.
  package enum Section: String, Hashable, Sendable, CaseIterable {
    case distribution = "DSNetwork"
    case multipliers = "MSNetwork"
    case reduction = "ReduceNetwork"
    case globalBuffer = "GlobalBuffer"
    case collectionBus = "CollectionBus"
  }

  package var section: Section
  /// As in the energy table: `DN_WIRE`, `SWITCH`, `MULTIPLIER`, ...
  package var component: String
  package var instances: Int
  /// Count by operation, in the file's order: `("WRITE", 12)`.
  package var operations: [Operation]

  package struct Operation: Hashable, Sendable {
    package var name: String
    package var count: Int

    package init(_ name: String, _ count: Int) {
      self.name = name
      self.count = count
    }
  }

  package init(_ section: Section, _ component: String, instances: Int, operations: [Operation]) {
    self.section = section
    self.component = component
    self.instances = instances
    self.operations = operations
  }
}
