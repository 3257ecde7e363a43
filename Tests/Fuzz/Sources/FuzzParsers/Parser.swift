import Hardware
import ModelGraph
import ModelPreparation
import ModelRunner
import OnnxFormat
import Reports
import SettingsFiles
import StonneFlags
import Sweeps
import TensorFiles
import Workload

/// The parsers that can be fuzzed, by the value of the environment variable `PARSER`.
enum Parser: String {
  case model
  /// Shape inference and constant folding of a model.
  case shapes
  /// Its layers on a machine of each controller: placed, mapped, and timed where they are small.
  case plan
  case onnx
  /// A model with metadata added, which has to be one again.
  case annotation
  case tensor
  /// A sequence or an optional.
  case value
  case numpy
  case npz
  case gzip
  case idx
  case settings
  case hardware
  case tile
  case counters
  case energy
  case sparsity
  /// The file of tile searches that later runs need not make again.
  case cache
  /// A `run.json`, compared with itself.
  case run
  /// The file of a sweep, as far as its points.
  case sweep
  /// Rows of a sweep's database.
  case rows
  /// STONNE's own command line, an argument a line.
  case flags

  func callAsFunction(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .model: isModel(bytes)
    case .shapes: isInferableModel(bytes)
    case .plan: isPlannableModel(bytes)
    case .onnx: isOnnxModel(bytes)
    case .annotation: holds(staysModelWhenAnnotated(bytes))
    case .tensor: isOnnxTensor(bytes)
    case .value: isOnnxValue(bytes)
    case .numpy: isNumpyFile(bytes)
    case .npz: isNumpyArchive(bytes)
    case .gzip: isCompressedNumpyFile(bytes)
    case .idx: isIdxFile(bytes)
    case .settings: isSettingsText(bytes)
    case .hardware: isHardwareFile(bytes)
    case .tile: isTileFile(bytes)
    case .counters: isCountersFile(bytes)
    case .energy: isEnergyTable(bytes)
    case .sparsity: isSparsityMap(bytes)
    case .cache: isMappingCache(bytes)
    case .run: isRunFile(bytes)
    case .sweep: isSweepFile(bytes)
    case .rows: isSweepRows(bytes)
    case .flags: isStonneCommandLine(bytes)
    }
  }

  private func holds(_ claim: Bool) -> Bool {
    precondition(claim, "\(rawValue): what holds for every input does not hold for this one")
    return true
  }
}
