import CKernels

/// What becomes of the elements of a product: what its kernel does in registers as it stores them, and the rest of
/// a program, which follows while they are in the cache.
struct ProductEpilogue {
  /// One value a position along the axis.
  private(set) var scale: [Float]?
  private(set) var bias: [Float]?
  private(set) var low = -Float.infinity
  private(set) var high = Float.infinity
  /// `nil` where nothing is left to do.
  private(set) var program: ElementProgram?

  /// - Parameters:
  ///   - bias: what is added first.
  ///   - axis: the axis of the result along which the kernel takes one bias a position.
  ///   - hasScale: whether it takes a scale as well.
  init(_ program: ElementProgram?, bias: [Float]?, along axis: Int, hasScale: Bool) {
    self.bias = bias
    guard var rest = program else { return }
    while let step = rest.leadingStep {
      if step.operation == ck_clamp {
        (low, high) = (step.low, step.high)
        rest.removeLeadingStep()
        break
      }
      guard let values = rest.values(of: step.right, along: axis) else { break }
      if step.operation == ck_add {
        self.bias = combined(self.bias, values, +) ?? values
      } else if step.operation == ck_multiply_elements, hasScale {
        scale = combined(scale, values, *) ?? values
        self.bias = combined(self.bias, values, *)
      } else {
        break
      }
      rest.removeLeadingStep()
    }
    self.program = rest.steps.isEmpty ? nil : rest
  }

  private func combined(
    _ a: [Float]?, _ b: [Float], _ operation: (Float, Float) -> Float
  ) -> [Float]? {
    a.map { zip($0, b).map { operation($0, $1) } }
  }

  /// Calls `body` with the program for a result in the given memory.
  /// - Returns: whether the kernels can run it.
  func withProgram(result: UnsafeMutablePointer<Float>, _ body: (UnsafePointer<ck_program>?) -> Void) -> Bool {
    guard let program else {
      body(nil)
      return true
    }
    return program.withKernel(result: result, body) != nil
  }
}

extension [Float]? {
  /// The elements' memory, or a null pointer.
  func withPointer(_ body: (UnsafePointer<Float>?) -> Void) {
    if let self { self.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
  }
}
