import Sweeps
import Testing

@Suite("Digests of contents")
struct ContentDigestTests {
  @Test(
    "they are MurmurHash3's, for every length of the rest",
    arguments: [
      ("", "00000000000000000000000000000000"),
      ("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347"),
    ])
  func published(text: String, digest: String) { #expect(ContentDigest(text).text == digest) }

  @Test("texts that differ in one character differ")
  func differences() {
    let texts = (0...40).flatMap { count in
      [String(repeating: "a", count: count), String(repeating: "a", count: count) + "b"]
    }
    #expect(Set(texts.map { ContentDigest($0) }).count == texts.count)
  }
}
