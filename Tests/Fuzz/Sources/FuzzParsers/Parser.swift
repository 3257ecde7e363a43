import Hardware
import ModelGraph
import OnnxFormat
import SettingsFiles
import Workload

/// The parsers that can be fuzzed, by the value of the environment variable `PARSER`.
enum Parser: String {
  case model
  case onnx
  case tensor
  case settings
  case hardware
  case tile
  case counters
  case energy

  func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .model: isModel(bytes)
    case .onnx: isOnnxModel(bytes)
    case .tensor: isOnnxTensor(bytes)
    case .settings: isSettingsText(bytes)
    case .hardware: isHardwareFile(bytes)
    case .tile: isTileFile(bytes)
    case .counters: isCountersFile(bytes)
    case .energy: isEnergyTable(bytes)
    }
  }
}
