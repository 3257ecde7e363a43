extension StatisticsTable.Group {
  /// What the energy table is multiplied with.
  static let energyCounters = Self(
    title: "Energy counters",
    place: "`layers/*.counters` (--detail full): a line an instance, named COMPONENT OPERATION here",
    statistics: [
      Statistic("CYCLES", .cycles, "Cycles of the layer; each instance takes its STATIC energy in each"),
      Statistic("DN_WIRE WRITE", .packets, "Packets on a wire of the distribution network"),
      Statistic("DN_WIRE READ", .count, "Always 0: STONNE counts reads of an empty wire only"),
      Statistic("SWITCH ROUTE_UNICAST", .packets, "Packets that a distribution switch sent to one child"),
      Statistic("SWITCH ROUTE_BROADCAST", .packets, "Packets that a distribution switch sent to both children"),
      Statistic("MN_WIRE WRITE", .packets, "Packets on a link between neighbouring multipliers"),
      Statistic("MN_WIRE READ", .count, "Always 0: STONNE counts reads of an empty wire only"),
      Statistic("MULTIPLIER MULTIPLICATION", .products, "Products that a multiplier computed"),
      Statistic("MULTIPLIER FORWARD_PSUM", .packets, "Partial sums that a multiplier passed on as a forwarder"),
      Statistic("MULTIPLIER CONFIGURATION", .count, "How often a multiplier was configured"),
      Statistic("RN_WIRE WRITE", .count, "Sends over a wire of the reduction network; one may carry two packets"),
      Statistic("RN_WIRE READ", .count, "Always 0: STONNE counts reads of an empty wire only"),
      Statistic("ADDER ADD_2_1", .count, "Additions of two inputs in an adder"),
      Statistic("ADDER ADD_3_1", .count, "Additions of three inputs in an adder"),
      Statistic("ADDER CONFIGURATION", .count, "How often an adder was configured"),
      Statistic("ACCUMULATOR READ", .count, "Reads of an accumulator's register"),
      Statistic("ACCUMULATOR WRITE", .count, "Writes of an accumulator's register"),
      Statistic("ACCUMULATOR ADD", .count, "Additions to an accumulator's register"),
      Statistic("GLOBALBUFFER READ", .elements, "Elements that the global buffer read"),
      Statistic("GLOBALBUFFER WRITE", .elements, "Elements that were written to the global buffer"),
      Statistic("CB_WIRE WRITE", .count, "Sends over a wire of the collection bus; one may carry two packets"),
      Statistic("CB_WIRE READ", .count, "Always 0: STONNE counts reads of an empty wire only"),
      Statistic("FIFO PUSH", .packets, "Packets that entered a FIFO"),
      Statistic("FIFO POP", .packets, "Packets that left a FIFO"),
      Statistic("FIFO FRONT", .count, "Always 0: nobody looks at a FIFO's front without taking it"),
    ])
}
