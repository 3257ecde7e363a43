import Tensors

/// The keys (or values) that queries attend to: those of earlier steps, then the new ones.
struct KeyCache {
  private let new: Tensor
  private let past: Tensor?
  private let shape: AttentionShape
  private let size: Int
  private let presentShape: Shape

  /// - Throws: ``OperatorError/shape(_:)`` where the earlier ones have other heads or sizes.
  init(new: Tensor, past: Tensor?, shape: AttentionShape, size: Int) throws(OperatorError) {
    self.new = new
    self.past = past
    self.shape = shape
    self.size = size
    presentShape = try Shape(checked: shape.presentExtents(size: size))
    guard let past else { return }
    guard past.shape.extents == [shape.batch, shape.keyHeads, shape.pastKeys, size] else {
      throw .shape(
        "past keys or values \(past.shape) where [\(shape.batch)x\(shape.keyHeads)x\(shape.pastKeys)x\(size)] fits"
      )
    }
    guard past.dataType == new.dataType else {
      throw .dataType(input: 4, found: past.dataType, accepted: [new.dataType])
    }
  }

  /// Keys with where their rows lie.
  struct Joined {
    let tensor: Tensor
    let layout: HeadLayout
    fileprivate let presentShape: Shape
  }

  /// The new ones as they are where there are no earlier ones.
  func joined<Element: RealElement>(as _: Element.Type) -> Joined {
    let own = HeadLayout(heads: shape.keyHeads, sequence: shape.newKeys, size: size, isPacked: shape.isPacked)
    guard let past else { return Joined(tensor: new, layout: own, presentShape: presentShape) }
    let joined = Tensor(presentShape, of: Element.self) { target in
      past.withElements(as: Element.self) { past in
        new.withElements(as: Element.self) { new in
          var end = 0
          for index in 0..<shape.batch * shape.keyHeads {
            let (image, head) = index.quotientAndRemainder(dividingBy: shape.keyHeads)
            let count = shape.pastKeys * size
            end = target[end...].update(fromContentsOf: past[index * count..<(index + 1) * count])
            for position in 0..<shape.newKeys {
              let start = own.offset(image: image, head: head) + position * own.row
              end = target[end...].update(fromContentsOf: new[start..<start + size])
            }
          }
        }
      }
    }
    let layout = HeadLayout(heads: shape.keyHeads, sequence: shape.keys, size: size, isPacked: false)
    return Joined(tensor: joined, layout: layout, presentShape: presentShape)
  }
}

extension KeyCache.Joined {
  /// [batch, heads, sequence, size], as the outputs present_key and present_value are.
  func asPresent<Element: RealElement>(as _: Element.Type) -> Tensor {
    guard layout.isPacked else { return tensor }
    return Tensor(presentShape, of: Element.self) { target in
      tensor.withElements(as: Element.self) { source in
        var end = 0
        for image in 0..<presentShape[0] {
          for head in 0..<layout.heads {
            for position in 0..<layout.sequence {
              let start = layout.offset(image: image, head: head) + position * layout.row
              end = target[end...].update(fromContentsOf: source[start..<start + layout.size])
            }
          }
        }
      }
    }
  }
}
