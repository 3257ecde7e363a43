import Hardware

/// The costs of an energy table by what a bound counts: flat, so that a bound looks no name up.
package struct ActivityCosts: Sendable {
  let distributionWire: Double
  let routing: Double
  let multiplierLink: Double
  let multiplication: Double
  let reductionWire: Double
  let sum2to1: Double
  let sum3to1: Double
  let accumulatorRead: Double
  let accumulatorWrite: Double
  let accumulatorAdd: Double
  let bufferRead: Double
  let bufferWrite: Double
  let busWire: Double

  /// - Parameter table: what it leaves out costs nothing: a bound stays a bound.
  package init(_ table: EnergyTable) {
    func cost(_ component: String, _ operation: String) -> Double { table[component]?.operations[operation] ?? 0 }
    distributionWire = cost("DN_WIRE", "WRITE")
    // A switch that a packet passes counts one of the two.
    routing = min(cost("SWITCH", "ROUTE_UNICAST"), cost("SWITCH", "ROUTE_BROADCAST"))
    multiplierLink = cost("MN_WIRE", "WRITE")
    multiplication = cost("MULTIPLIER", "MULTIPLICATION")
    reductionWire = cost("RN_WIRE", "WRITE")
    sum2to1 = cost("ADDER", "ADD_2_1")
    sum3to1 = cost("ADDER", "ADD_3_1")
    accumulatorRead = cost("ACCUMULATOR", "READ")
    accumulatorWrite = cost("ACCUMULATOR", "WRITE")
    accumulatorAdd = cost("ACCUMULATOR", "ADD")
    bufferRead = cost("GLOBALBUFFER", "READ")
    bufferWrite = cost("GLOBALBUFFER", "WRITE")
    busWire = cost("CB_WIRE", "WRITE")
  }

  /// An accumulator's part in `products` sums that make `outputs` results.
  func accumulation(products: Double, outputs: Double) -> Double {
    products * accumulatorWrite + (products - outputs) * (accumulatorRead + accumulatorAdd)
  }
}
