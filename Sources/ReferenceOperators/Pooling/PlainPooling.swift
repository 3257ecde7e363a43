import Tensors

/// How the elements under one window become one.
protocol PoolingFunction {
  /// - Parameter position: index of the window among its channel's.
  func pool<Element: RealElement>(
    _ taps: [WindowWalk.Tap], of plane: UnsafeBufferPointer<Element>, position: Int
  ) -> Element
}

/// A pooling by its definition, window after window.
struct PlainPooling<Function: PoolingFunction>: RealVisitor {
  let input: Tensor
  let axes: [WindowAxis]
  let output: Shape
  let function: Function

  mutating func visit<Element: RealElement>(_ type: Element.Type) throws(OperatorError) -> Tensor {
    let walk = WindowWalk(axes)
    let plane = axes.reduce(1) { $0 * $1.input }
    return Tensor(output, of: Element.self) { target in
      input.withElements(as: Element.self) { source in
        var index = 0
        for channel in 0..<output[0] * output[1] {
          let elements = UnsafeBufferPointer(rebasing: source[channel * plane..<(channel + 1) * plane])
          var position = 0
          walk.forEachPosition { taps in
            target[index] = function.pool(taps, of: elements, position: position)
            index += 1
            position += 1
          }
        }
      }
    }
  }
}
