import CKernels

/// Runs `body` for the tasks `0..<tasks` on at most `threads` of the process's threads and returns when all
/// are done.
///
/// Tasks run in any order and at the same time: each may write only what is its own. Nested calls, and calls
/// while another caller has the threads, run on the calling thread alone.
package func concurrently(_ tasks: Int, threads: Int, _ body: (_ task: Int) -> Void) {
  concurrently(tasks, threads: threads, scratchBytes: 0) { task, _ in body(task) }
}

/// The same with memory for each thread to work in: `scratchBytes` bytes, 64-byte aligned, content undefined.
func concurrently(
  _ tasks: Int, threads: Int, scratchBytes: Int, _ body: (_ task: Int, _ scratch: UnsafeMutableRawPointer?) -> Void
) {
  typealias Body = (Int, UnsafeMutableRawPointer?) -> Void
  withoutActuallyEscaping(body) { body in
    withUnsafePointer(to: body) { context in
      ck_run(
        Int32(clamping: threads), tasks, scratchBytes,
        { context, task, scratch in
          context?.assumingMemoryBound(to: Body.self).pointee(task, scratch)
        }, UnsafeMutableRawPointer(mutating: context))
    }
  }
}

/// Cuts `0..<count` into runs of at most `grain` and hands them to ``concurrently(_:threads:_:)``.
package func concurrently(over count: Int, grain: Int, threads: Int, _ body: (_ range: Range<Int>) -> Void) {
  let grain = max(grain, 1)
  concurrently((count + grain - 1) / grain, threads: threads) { task in
    body(task * grain..<min((task + 1) * grain, count))
  }
}
