/// Latencies, port counts and capacities that STONNE reads and prints without any effect on a run.
package struct PrintedParameters: Hashable, Sendable {
  package var switchesTraversedByCycle = 23
  package var distributionSwitchLatency = 1
  package var distributionSwitchInputPorts = 1
  package var distributionSwitchOutputPorts = 2
  package var distributionSwitchPortWidth = 16
  package var multiplierLatency = 1
  package var multiplierInputPorts = 1
  package var multiplierOutputPorts = 1
  package var multiplierForwardingPorts = 1
  package var multiplierPortWidth = 16
  package var multiplierBufferCapacity = 2048
  package var adderBufferCapacity = 256
  package var adderInputPorts = 2
  package var adderOutputPorts = 1
  package var adderForwardingPorts = 1
  package var adderPortWidth = 16
  package var adderLatency = 1
  package var lookUpTableLatency = 1
  package var lookUpTablePortWidth = 1
  package var memoryPortWidth = 16
  /// Cannot be set from a file.
  package var writeBufferCapacity = 256

  package init() {}
}
