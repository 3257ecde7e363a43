import Glibc

/// The parser that the environment names; ONNX models where it names none.
private let parser = getenv("PARSER").flatMap { Parser(rawValue: String(cString: $0)) } ?? .model

/// libFuzzer's entry: whatever the bytes, the parser answers; a trap, a hang or a leak is the finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = parser(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}
