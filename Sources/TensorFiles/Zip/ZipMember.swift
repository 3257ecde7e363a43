/// A file in a zip archive, as the archive's directory lists it.
struct ZipMember {
  var name: String
  /// The data is deflated, not stored.
  var isDeflated: Bool
  var checksum: UInt32
  var compressedCount: Int
  var count: Int
  /// Where its local header stands.
  var headerOffset: Int
}
