import Tensors

/// `y = x * scale[c] + shift[c]` over [N, C, spatial...]: what a normalization by given statistics comes to.
struct ChannelAffine<Element: RealElement> {
  let scales: [Element]
  let shifts: [Element]

  /// Changes the tensor in place where nobody else holds it.
  func apply(to tensor: inout Tensor, threads: Int) {
    let channels = scales.count
    let plane = tensor.shape.rank > 2 ? tensor.shape.count(of: 2..<tensor.shape.rank) : 1
    tensor.withMutableElements(as: Element.self) { elements in
      concurrently(
        over: elements.count / max(plane, 1), grain: max(1, (1 << 14) / max(plane, 1)), threads: threads
      ) {
        for index in $0 {
          let (scale, shift) = (scales[index % channels], shifts[index % channels])
          let row = UnsafeMutableBufferPointer(rebasing: elements[index * plane..<(index + 1) * plane])
          for i in row.indices { row[i] = row[i] * scale + shift }
        }
      }
    }
  }
}
