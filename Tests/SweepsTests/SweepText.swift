import Foundation
import SettingsFiles
import Sweeps
import TestSupport

/// The text of a sweep's file in the repository's folder, so that its relative paths are the repository's.
struct SweepText {
  var text: String

  /// LeNet on one machine, and more lines of `[axes]`.
  static func lenet(_ machine: String = "maeri_256mses_128_bw", axes: String = "", rest: String = "") -> SweepText
  {
    SweepText(
      text: """
        [axes]
        model = "models/lenet5.onnx"
        hardware = "simulation_files/\(machine).cfg"
        \(axes)
        \(rest)
        """)
  }

  func specification() throws -> SweepSpecification {
    let file = repositoryRoot.appending(path: "sweep.toml").path
    return try SweepSpecification(SettingsDocument(text: Array(text.utf8), file: file))
  }

  /// What refuses the text: `what`, `place` without the folder, `reason`, `hint`.
  func fault() -> String {
    do {
      _ = try SweepPoints(specification())
      return "accepted"
    } catch {
      let hint = (error as? any InputFaultText)?.hintText ?? ""
      return "\(error) \(hint)".replacing(repositoryRoot.path + "/", with: "")
    }
  }
}

/// The hint of the two kinds of fault that a sweep's file has.
protocol InputFaultText { var hintText: String? { get } }
extension SettingsError: InputFaultText { var hintText: String? { hint } }
extension SweepError: InputFaultText { var hintText: String? { hint } }
