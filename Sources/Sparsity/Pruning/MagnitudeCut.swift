import Synchronization
import Tensors

/// A weight of which everything below a bound counts as zero: what pruning by magnitude leaves, without a copy.
package struct MagnitudeCut: Sendable {
  /// Float32, before pruning.
  package let values: Tensor
  package let bound: MagnitudeBound

  /// - Parameter values: float32.
  package init(values: Tensor, bound: MagnitudeBound = .nonZero) {
    self.values = values
    self.bound = bound
  }

  /// The pruned weight, made when it is first read.
  /// - Parameter workers: make parts of it.
  func tensor(workers: Workers) -> Tensor {
    let deferred = DeferredBytes(count: values.byteCount) { [self] in
      let bytes = TensorBytes(uninitializedCount: values.byteCount)
      let target = bytes.base.bindMemory(to: Float.self, capacity: values.count)
      values.withFloatsInPlace { elements in
        let least = bound.pattern
        workers.perform(over: elements.count) { range in
          for index in range {
            target[index] = elements[index].magnitude.bitPattern >= least ? elements[index] : 0
          }
        }
      }
      return bytes
    }
    do { return try Tensor(.float32, values.shape, deferred: deferred) } catch {
      preconditionFailure("as many bytes as the weight has: \(error)")
    }
  }

  /// Elements that count as zero.
  func zeroCount(workers: Workers) -> Int {
    values.withUnsafeBytes { elements in
      let zeros = Atomic(0)
      workers.perform(over: values.count) { range in
        zeros.wrappingAdd(elements.floats(in: range, below: bound), ordering: .relaxed)
      }
      return zeros.load(ordering: .relaxed)
    }
  }
}
