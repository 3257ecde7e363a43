/// An owner of memory whose pages are read from a file when they are first touched.
package protocol PagedMemory: AnyObject {
  /// Reads the pages under `bytes`, a part of this memory, all at once, as far as there is room for them.
  func pageIn(_ bytes: UnsafeRawBufferPointer)
}
