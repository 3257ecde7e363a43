/// What the memory controller counted.
package struct MemoryStatistics: Hashable, Sendable {
  package var weightReads = 0
  package var inputReads = 0
  package var psumReads = 0
  package var psumWrites = 0
  /// Packets that each read port sent, by kind.
  package var portWeights: [Int]
  package var portInputs: [Int]
  package var portPsums: [Int]
  /// Outputs that came over each bus line; only the dense controller counts them.
  package var writePortUse: [Int]
  /// The name of the dataflow as STONNE prints it.
  package var dataflow: String
  /// Whole percent of zeros in the stationary and the streaming operand.
  package var stationarySparsity = 0
  package var streamingSparsity = 0
  /// Stationary vectors on the array at a time.
  package var averageVectors = 0
  package var maximumVectors = 0
  package var reconfigurations = 0

  package init(readPorts: Int, writePorts: Int, dataflow: String) {
    self.portWeights = Array(repeating: 0, count: readPorts)
    self.portInputs = Array(repeating: 0, count: readPorts)
    self.portPsums = Array(repeating: 0, count: readPorts)
    self.writePortUse = Array(repeating: 0, count: writePorts)
    self.dataflow = dataflow
  }

  package var reads: Int { weightReads + inputReads + psumReads }
  package var writes: Int { psumWrites }
}
