import ArgumentParser

/// A size such as `500M`, `4G`, `1.5GiB` or a plain number of bytes; the letters mean powers of 1,024.
struct ByteCount: ExpressibleByArgument {
  var bytes: Int

  init?(argument: String) {
    var text = Substring(argument.uppercased())
    for suffix in ["IB", "B"] where text.hasSuffix(suffix) {
      text = text.dropLast(suffix.count)
      break
    }
    var shift = 0
    if let letter = text.last, let position = Array("KMGT").firstIndex(of: letter) {
      shift = 10 * (position + 1)
      text = text.dropLast()
    }
    guard let value = Double(text), value > 0, let bytes = Int(exactly: (value * Double(1 << shift)).rounded())
    else {
      return nil
    }
    self.bytes = bytes
  }
}
