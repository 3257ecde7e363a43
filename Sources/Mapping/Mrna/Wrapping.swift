/// The value of an expression that mRNA computes in signed 32-bit numbers: the low 32 bits, sign-extended.
///
/// For layers of ordinary size it is the value itself. Beyond 2^31 the tiles that STONNE chooses follow
/// from the wrapped values.
func wrapped32(_ value: Int) -> UInt64 { UInt64(bitPattern: signed32(value)) }

/// As ``wrapped32(_:)``, signed.
func signed32(_ value: Int) -> Int64 { Int64(Int32(truncatingIfNeeded: value)) }

/// `a / b` rounded up.
func ceilingQuotient(_ a: Int, _ b: Int) -> Int { (a + b - 1) / b }
