/// Whether the bytes are a model that can be loaded: names, versions and functions fit together.
///
/// For fuzzing from outside the package: whatever the bytes, it answers.
public func isModel(_ bytes: UnsafeRawBufferPointer) -> Bool {
  (try? Model.load(Array(bytes))) != nil
}
