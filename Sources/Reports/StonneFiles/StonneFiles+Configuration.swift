import CycleSimulator
import Hardware
import Workload

extension StonneFiles {
  func writeHardware(_ json: inout StonneJSON) {
    let printed = hardware.printedOnly
    json.object("hardwareConfiguration") { json in
      json.field("print_stats_enabled", hardware.printStatistics)
      json.object("DSNetwork") {
        $0.field("n_switches_traversed_by_cycle", printed.switchesTraversedByCycle)
      }
      json.object("DSwitch") {
        $0.field("latency", printed.distributionSwitchLatency)
        $0.field("input_ports", printed.distributionSwitchInputPorts)
        $0.field("output_ports", printed.distributionSwitchOutputPorts)
        $0.field("port_width", printed.distributionSwitchPortWidth)
      }
      json.object("MSNetwork") {
        $0.field("multiplier_network_type", hardware.multiplierNetwork.rawValue)
        $0.field("ms_rows", hardware.rows)
        $0.field("ms_columns", hardware.columns)
        $0.field("ms_size", hardware.multipliers)
      }
      json.object("MSwitch") {
        $0.field("latency", printed.multiplierLatency)
        $0.field("input_ports", printed.multiplierInputPorts)
        $0.field("output_ports", printed.multiplierOutputPorts)
        $0.field("forwarding_ports", printed.multiplierForwardingPorts)
        $0.field("port_width", printed.multiplierPortWidth)
        $0.field("buffers_capacity", printed.multiplierBufferCapacity)
      }
      json.object("ReduceNetwork") {
        $0.field("reduce_network_type", hardware.reduceNetwork.rawValue)
        $0.field("accumulation_buffer_enabled", hardware.accumulationBuffer)
      }
      json.object("ASwitch") {
        $0.field("latency", printed.adderLatency)
        $0.field("input_ports", printed.adderInputPorts)
        $0.field("output_ports", printed.adderOutputPorts)
        $0.field("forwarding_ports", printed.adderForwardingPorts)
        $0.field("port_width", printed.adderPortWidth)
        $0.field("buffers_capacity", printed.adderBufferCapacity)
      }
      json.object("LookUpTable") {
        $0.field("latency", printed.lookUpTableLatency)
        $0.field("port_width", printed.lookUpTablePortWidth)
      }
      json.object("SDMemory") {
        $0.field("mem_controller_type", hardware.controller.rawValue)
        $0.field("write_buffers_capacity", printed.writeBufferCapacity)
        $0.field("dn_bw", hardware.distributionBandwidth)
        $0.field("rn_bw", hardware.collectionBandwidth)
        $0.field("port_width", printed.memoryPortWidth)
      }
    }
  }

  func writeLayer(_ json: inout StonneJSON) {
    let printed = PrintedLayer(layer)
    json.object("LayerConfiguration") {
      $0.field("Layer_Type", printed.kind)
      $0.field("R", printed.shape.r)
      $0.field("S", printed.shape.s)
      $0.field("C", printed.shape.channelsPerGroup)
      $0.field("K", printed.shape.filtersPerGroup)
      $0.field("G", printed.shape.g)
      $0.field("N", printed.shape.n)
      $0.field("X", printed.shape.x)
      $0.field("Y", printed.shape.y)
      $0.field("X_", printed.outputX)
      $0.field("Y_", printed.outputY)
    }
  }

  func writeTile(_ json: inout StonneJSON) {
    guard let tile, let shape = layer.denseConvolution else { return }
    let neurons = VirtualNeurons(tile: tile, folding: Folding(of: shape, by: tile), on: hardware)
    json.object("TileConfiguration") {
      $0.field("T_R", tile.r)
      $0.field("T_S", tile.s)
      $0.field("T_C", tile.c)
      $0.field("T_K", tile.k)
      $0.field("T_G", tile.g)
      $0.field("T_N", tile.n)
      $0.field("T_X_", tile.x)
      $0.field("T_Y_", tile.y)
      $0.field("VN_Size", neurons.size)
      $0.field("Num_VNs", neurons.count)
      $0.field("folding_enabled", neurons.hasForwarder)
    }
  }

  func writeReductionConfiguration(_ json: inout StonneJSON) {
    json.object("ASNetworkConfiguration") { json in
      guard !statistics.reduction.adders.isEmpty else { return }
      json.array("ASwitchConfiguration") { json in
        json.levels(of: statistics.reduction.configuration, widths: statistics.reduction.levelWidths) {
          json, adder in
          json.field("Configuration", adder.mode.rawValue)
          json.field("Augmented_link_enabled", adder.link != .none)
          json.field("Augmented_link_direction", adder.link.rawValue)
          json.field("Left_child_enabled", adder.leftChildEnabled)
          json.field("Right_child_enabled", adder.rightChildEnabled)
          json.field("BusID", adder.busLine)
          json.field("InputID", adder.busInput)
          if hardware.reduceNetwork == .foldingTree {
            json.field("Send_result_to_fold_node", adder.sendsToFold)
          }
          json.field("Send_result_to_memory", adder.sendsToMemory)
        }
      }
    }
  }

  func writeMultiplierConfiguration(_ json: inout StonneJSON) {
    json.object("MSNetworkConfiguration") { json in
      json.array("MSwitchConfiguration") { json in
        for neuron in statistics.virtualNeurons { json.object { $0.field("VN", neuron) } }
      }
    }
  }
}

/// A layer in the letters and with the type number that STONNE prints.
private struct PrintedLayer {
  var kind: Int
  var shape: ConvolutionShape
  var outputX: Int
  var outputY: Int

  init(_ layer: Layer) {
    switch layer {
    case .convolution(let shape): self.init(kind: 0, shape: shape)
    case .denseGEMM(let matrix): self.init(kind: 3, shape: ConvolutionShape(matrix: matrix))
    case .sparseGEMM(let matrix, _):
      self.init(
        kind: 3, shape: ConvolutionShape(r: 1, s: matrix.k, c: 1, k: matrix.m, x: matrix.n, y: matrix.k))
    case .sparseDense(let matrix):
      self.init(
        kind: 4, shape: ConvolutionShape(r: 1, s: 1, c: matrix.k, k: matrix.n, n: matrix.m, x: 1, y: 1))
    }
  }

  private init(kind: Int, shape: ConvolutionShape) {
    self.kind = kind
    self.shape = shape
    outputX = shape.outputX
    outputY = shape.outputY
  }
}

extension StonneJSON {
  /// An array of arrays of objects: the nodes of a tree, level by level.
  mutating func levels<Node>(
    of nodes: some Collection<Node>, widths: [Int], _ write: (inout StonneJSON, Node) -> Void
  ) {
    var rest = nodes[...]
    for width in widths {
      array { json in
        for node in rest.prefix(width) { json.object { write(&$0, node) } }
      }
      rest = rest.dropFirst(width)
    }
  }
}
