import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// A Conv, Gemm or MatMul node of a published network: its shapes, without its weights.
struct RealLayer: Sendable, CustomTestStringConvertible {
  let network: String
  /// Of the node in the network's export.
  let name: String
  let operatorType: String
  /// Extents of both operands.
  let left: [Int]
  let right: [Int]
  /// Of a Conv, equal along both axes.
  var stride = 1
  var padding = 0
  var groups = 1
  /// Whether the right operand is a weight.
  var isWeighted = true

  var testDescription: String { "\(network) \(name)" }

  /// Those of the networks' layers that take least time.
  static let all: [RealLayer] = [
    conv("LeNet-5", "conv1", [1, 1, 28, 28], [6, 1, 5, 5], padding: 2),
    conv("LeNet-5", "conv2", [1, 6, 14, 14], [16, 6, 5, 5]),
    gemm("LeNet-5", "fc1", [1, 400], [120, 400]),
    conv("SSD-MobileNetV1", "box_heads.5", [1, 128, 1, 1], [24, 128, 1, 1]),
    conv("SSD-MobileNetV1", "class_heads.4", [1, 256, 2, 2], [546, 256, 1, 1]),
    conv("SSD-MobileNetV1", "stages.4.0", [1, 256, 3, 3], [128, 256, 1, 1]),
    conv("SSD-MobileNetV1", "stages.5.1", [1, 64, 2, 2], [128, 64, 3, 3], stride: 2, padding: 1),
    conv("SSD-ResNet34", "conv2d_35", [1, 256, 5, 5], [128, 256, 1, 1]),
    conv("SSD-ResNet34", "conv2d_38", [1, 128, 3, 3], [256, 128, 3, 3]),
    conv("SSD-ResNet34", "conv2d_44", [1, 256, 1, 1], [16, 256, 3, 3], padding: 1),
    conv("MobileNetV1", "features.23", [1, 512, 14, 14], [512, 1, 3, 3], stride: 2, padding: 1, groups: 512),
    gemm("MobileNetV1", "classifier", [1, 1024], [1000, 1024]),
    conv(
      "MobileNetV2", "features.14.conv.1", [1, 576, 14, 14], [576, 1, 3, 3], stride: 2, padding: 1, groups: 576),
    conv("MobileNetV2", "features.17.conv.1", [1, 960, 7, 7], [960, 1, 3, 3], padding: 1, groups: 960),
    conv("MobileNetV2", "features.15.conv.2", [1, 960, 7, 7], [160, 960, 1, 1]),
    conv("GoogLeNet", "inception4a.branch3.0", [1, 480, 14, 14], [16, 480, 1, 1]),
    conv("GoogLeNet", "inception4a.branch3.1", [1, 16, 14, 14], [48, 16, 3, 3], padding: 1),
    conv("SqueezeNet", "features.9.expand1x1", [1, 48, 13, 13], [192, 48, 1, 1]),
    conv("DenseNet-121", "denseblock4.denselayer1.conv2", [1, 128, 7, 7], [32, 128, 3, 3], padding: 1),
    gemm("BERT-base", "pooler", [1, 768], [768, 768]),
    matMul("MiniLM-L3", "layer.0.query, 16 tokens", [1, 16, 384], [384, 384]),
    matMul("MiniLM-L3", "layer.0.output, 8 tokens", [1, 8, 1536], [1536, 384]),
    matMul("MiniLM-L3", "layer.0.scores, 37 tokens", [1, 12, 37, 32], [1, 12, 32, 37], isWeighted: false),
    matMul("MiniLM-L3", "layer.0.context, 37 tokens", [1, 12, 37, 37], [1, 12, 37, 32], isWeighted: false),
  ]

  private static func conv(
    _ network: String, _ name: String, _ left: [Int], _ right: [Int], stride: Int = 1, padding: Int = 0,
    groups: Int = 1
  ) -> RealLayer {
    RealLayer(
      network: network, name: name, operatorType: "Conv", left: left, right: right, stride: stride,
      padding: padding, groups: groups)
  }

  private static func gemm(_ network: String, _ name: String, _ left: [Int], _ right: [Int]) -> RealLayer {
    RealLayer(network: network, name: name, operatorType: "Gemm", left: left, right: right)
  }

  private static func matMul(
    _ network: String, _ name: String, _ left: [Int], _ right: [Int], isWeighted: Bool = true
  ) -> RealLayer {
    RealLayer(
      network: network, name: name, operatorType: "MatMul", left: left, right: right, isWeighted: isWeighted)
  }
}

/// Seeded values of a layer's operands: half of them zeros, as after ReLU or pruning.
struct RealLayerValues {
  let left: [Float]
  let right: [Float]

  init(_ layer: RealLayer) {
    var random = SplitMix64(seed: UInt64(layer.left.reduce(7, *) + layer.right.reduce(1, *)))
    func values(_ extents: [Int]) -> [Float] {
      (0..<extents.reduce(1, *)).map { _ in
        let value = random.nextUnit() * 2 - 1
        return value < 0 ? 0 : value
      }
    }
    left = values(layer.left)
    right = values(layer.right)
  }
}

extension RealLayer {
  /// Files of a model of this one node, and of its inputs.
  func files() throws -> (model: String, inputs: String) {
    let values = RealLayerValues(self)
    let leftTensor = try Tensor(Shape(left), values.left)
    let rightTensor = try Tensor(Shape(right), values.right)
    var model = OnnxBytes(opset: 17)
    model.graph.input("x", .float32, left.map { .fixed(Int64($0)) })
    if isWeighted {
      model.graph.initializer("w", rightTensor)
    } else {
      model.graph.input("w", .float32, right.map { .fixed(Int64($0)) })
    }
    switch operatorType {
    case "Conv":
      let (stride, padding) = (Int64(stride), Int64(padding))
      model.graph.node(
        "Conv", ["x", "w"], ["y"],
        [
          "strides": [stride, stride], "pads": [padding, padding, padding, padding],
          "group": .int(Int64(groups)),
        ], name: name)
    case "Gemm": model.graph.node("Gemm", ["x", "w"], ["y"], ["transB": 1], name: name)
    default: model.graph.node("MatMul", ["x", "w"], ["y"], name: name)
    }
    model.graph.output("y")
    let arrays = [(name: "x", tensor: leftTensor)] + (isWeighted ? [] : [(name: "w", tensor: rightTensor)])
    return (
      try temporaryFile("layer.onnx", model.encoded),
      try temporaryFile("inputs.npz", NumpyArchive.bytes(of: arrays))
    )
  }
}
