import CKernels
import Tensors

extension ElementProgram {
  /// The program as instructions on registers: 0 is the result, then come the operands, then the temporaries.
  private struct Registers {
    var instructions: [ck_instruction] = []
    var temporaries = 0

    init(_ steps: [Step], operands: Int) {
      var lastUse = [Int](repeating: -1, count: steps.count + 1)
      for (index, step) in steps.enumerated() {
        for case .value(let value) in [step.left, step.right] { lastUse[value] = index }
      }
      var registers = [Int](repeating: 0, count: steps.count + 1)
      var free: [Int] = []
      let register = { (source: Source, registers: [Int]) in
        switch source {
        case .value(let value): registers[value]
        case .operand(let index): 1 + index
        }
      }
      for (index, step) in steps.enumerated() {
        let (left, right) = (register(step.left, registers), register(step.right, registers))
        // What is used here for the last time may be written over.
        for value in Set([step.left, step.right].compactMap(\.computed)) where lastUse[value] == index {
          if registers[value] != 0 { free.append(registers[value]) }
        }
        if index < steps.count - 1 {
          if free.isEmpty {
            temporaries += 1
            free.append(operands + temporaries)
          }
          registers[index + 1] = free.removeLast()
        }
        instructions.append(
          ck_instruction(
            operation: step.operation, target: Int32(registers[index + 1]), left: Int32(left), right: Int32(right),
            low: step.low, high: step.high))
      }
    }
  }

  /// The program as the kernels take it, for a result in the given memory.
  /// - Returns: `nil`, without a call of `body`, where it has more registers or axes than they have.
  func withKernel<Result>(
    result: UnsafeMutablePointer<Float>, _ body: (UnsafePointer<ck_program>) -> Result
  ) -> Result? {
    let registers = Registers(steps, operands: operands.count)
    let walk = BroadcastWalk(operands.map(\.shape), to: shape)
    guard walk.extents.count <= ck_most_axes,
      1 + operands.count + registers.temporaries <= ck_most_registers
    else { return nil }
    defer { withExtendedLifetime(operands) {} }
    let kernelOperands = operands.enumerated().map { index, tensor in
      var operand = ck_operand()
      // Aligned when it was taken in: this is the tensor's own memory.
      operand.base = tensor.withElements(as: Float.self) { $0.baseAddress }
      withUnsafeMutableBytes(of: &operand.step) { steps in
        let steps = steps.assumingMemoryBound(to: Int.self)
        for axis in walk.extents.indices { steps[axis] = walk.step(of: index, along: axis) }
      }
      return operand
    }
    return kernelOperands.withUnsafeBufferPointer { operands in
      registers.instructions.withUnsafeBufferPointer { instructions in
        var program = ck_program()
        program.result = result
        program.axes = Int32(walk.extents.count)
        withUnsafeMutableBytes(of: &program.extent) { extents in
          let extents = extents.assumingMemoryBound(to: Int.self)
          for (axis, extent) in walk.extents.enumerated() { extents[axis] = extent }
        }
        program.operands = operands.baseAddress
        program.operand_count = Int32(operands.count)
        program.temporaries = Int32(registers.temporaries)
        program.instructions = instructions.baseAddress
        program.instruction_count = Int32(instructions.count)
        return body(&program)
      }
    }
  }

  /// Runs a program that starts from operands alone.
  /// - Returns: `nil` where the kernels have too few registers or axes for it.
  func run(threads: Int) -> Tensor? {
    var isDone = false
    let tensor = Tensor(shape, of: Float.self) { target in
      guard let start = target.baseAddress else { return }
      isDone = withKernel(result: start) { ck_run_whole_program($0, Int32(clamping: threads)) } != nil
    }
    return isDone ? tensor : nil
  }
}

extension ElementProgram.Source {
  /// The index of a computed value.
  fileprivate var computed: Int? { if case .value(let index) = self { index } else { nil } }
}
