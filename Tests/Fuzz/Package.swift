// swift-tools-version: 6.1
import PackageDescription

/// Fuzzes the parsers with libFuzzer. A package of its own, since libFuzzer brings its own `main`.
///
///     cd Tests/Fuzz
///     swift build --sanitize=fuzzer              # debug: a release build hides comparisons from libFuzzer
///     PARSER=model SWIFT_BACKTRACE=enable=no .build/debug/FuzzParsers -max_total_time=60 CORPUS_FOLDER
///
/// `PARSER` is a name from `Parser.swift`. The corpus folder gets the inputs that reach something new;
/// start it with a few small real files.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "stonne", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzParsers",
      dependencies: [.product(name: "Parsers", package: "stonne")],
      swiftSettings: [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])])
  ],
  cxxLanguageStandard: .cxx17
)
