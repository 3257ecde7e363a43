import Hardware
import ModelRunner

/// How long points take, roughly, from their networks' multiply-accumulates and their machines: enough to deal them out
/// evenly and to say whether a sweep takes minutes or days.
package struct PointEstimates: Sendable {
  private var macs: [String: Int] = [:]

  /// Looks at each network once; one that cannot be read counts as empty, its points say why.
  package init(_ points: SweepPoints) {
    for point in points.points {
      let request = point.request
      guard macs[request.modelPath] == nil else { continue }
      let inspection = try? ModelInspection(
        path: request.modelPath, bindings: request.bindings, on: HardwareConfiguration())
      macs[request.modelPath] = inspection?.macs ?? 0
    }
  }

  /// Seconds of one processor.
  package func seconds(of point: SweepPoint) -> Double {
    let request = point.request
    let work = Double(macs[request.modelPath] ?? 0)
    // Measured on LeNet and MobileNetV2; dense machines are priced by shapes, sparse ones run on values.
    let run = 0.01 + work / (point.hardware.controller.isSparse ? 1e9 : 5e9)
    return request.mapper == .optimal ? run + work / 1e8 : run
  }
}
