extension EnergyTable {
  /// STONNE's table, the same as `simulation_files/energy_table.txt`.
  ///
  /// STONNE states no units. Its areas agree with square micrometres; its energies are to be compared with
  /// each other only.
  package static let standard = EnergyTable([
    Row("RN_WIRE", area: 9.46, staticEnergy: 0, operations: ["WRITE": 0.001839831, "READ": 0]),
    Row("DN_WIRE", area: 11.48, staticEnergy: 0, operations: ["WRITE": 0.00223226, "READ": 0]),
    Row("MN_WIRE", area: 9.46, staticEnergy: 0, operations: ["WRITE": 0.001839831, "READ": 0]),
    Row("CB_WIRE", area: 9.46, staticEnergy: 0, operations: ["WRITE": 0.001839831, "READ": 0]),
    Row("FIFO", area: 0, staticEnergy: 0, operations: ["PUSH": 0, "POP": 0, "FRONT": 0]),
    Row(
      "ADDER", area: 1059.156, staticEnergy: 0.001505,
      operations: ["ADD_2_1": 0.111, "ADD_3_1": 0.111, "CONFIGURATION": 0]),
    Row(
      "SWITCH", area: 108.99, staticEnergy: 0.000157,
      operations: ["ROUTE_UNICAST": 0.036, "ROUTE_BROADCAST": 0.036]),
    Row(
      "MULTIPLIER", area: 1001, staticEnergy: 0.001614,
      operations: ["MULTIPLICATION": 0.00741, "FORWARD_PSUM": 0.00741, "CONFIGURATION": 0]),
    Row("GLOBALBUFFER", area: 115_029, staticEnergy: 0.0101, operations: ["READ": 0.044, "WRITE": 0.044]),
    Row(
      "ACCUMULATOR", area: 1059.156, staticEnergy: 0.001505, operations: ["READ": 0, "WRITE": 0, "ADD": 0.111]),
  ])
}
