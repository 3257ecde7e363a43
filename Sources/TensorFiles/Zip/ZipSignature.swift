/// The records of a zip archive (PKWARE APPNOTE 6.3), by the four bytes that they start with.
enum ZipSignature {
  static let localHeader: UInt32 = 0x0403_4B50
  static let directoryEntry: UInt32 = 0x0201_4B50
  static let directoryEnd: UInt32 = 0x0605_4B50
  static let directoryEnd64: UInt32 = 0x0606_4B50
  static let directoryEnd64Locator: UInt32 = 0x0706_4B50
}
