import ReferenceOperators

extension PatchMatrix {
  /// Writes the matrix column after column, the padding's zeros included.
  ///
  /// - Parameter columnStep: elements from one column to the next; as many as there are rows, or more.
  func writeColumns(from memory: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, columnStep: Int) {
    let (z, x, y) = (axes[0], axes[1], axes[2])
    let spans = (0..<y.kernel).map { kernel -> LineSpan in
      let inside = y.outputsInside(kernel: kernel)
      return LineSpan(inside: inside, first: y.position(output: inside.lowerBound, kernel: kernel))
    }
    var column = target
    for channel in 0..<channels {
      let image = memory + offset + channel * plane
      for kernelZ in 0..<z.kernel {
        for kernelX in 0..<x.kernel {
          for span in spans {
            writeColumn(of: image, kernelZ: kernelZ, kernelX: kernelX, span, to: column)
            column += columnStep
          }
        }
      }
    }
  }

  /// The part of a line of outputs that a kernel position has on the input, and where it begins there.
  private struct LineSpan {
    let inside: Range<Int>
    let first: Int
  }

  /// What one kernel position reads of a channel.
  private func writeColumn(
    of image: UnsafePointer<Float>, kernelZ: Int, kernelX: Int, _ span: LineSpan,
    to column: UnsafeMutablePointer<Float>
  ) {
    let (z, x, y) = (axes[0], axes[1], axes[2])
    let (before, inside, after) = (span.inside.lowerBound, span.inside.count, y.output - span.inside.upperBound)
    var line = column
    for outZ in 0..<z.output {
      let inZ = z.position(output: outZ, kernel: kernelZ)
      for outX in 0..<x.output {
        let inX = x.position(output: outX, kernel: kernelX)
        if inside > 0, inZ >= 0, inZ < z.input, inX >= 0, inX < x.input {
          let source = image + (inZ * x.input + inX) * y.input + span.first
          for place in 0..<before { line[place] = 0 }
          if y.stride == 1 {
            (line + before).update(from: source, count: inside)
          } else {
            for place in 0..<inside { line[before + place] = source[place * y.stride] }
          }
          for place in 0..<after { line[before + inside + place] = 0 }
        } else {
          line.update(repeating: 0, count: y.output)
        }
        line += y.output
      }
    }
  }
}
