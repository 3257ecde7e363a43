import Diagnostics
import Glibc

/// The folder of a run's files, made before the run: that nothing can be written is better known before hours
/// of work than after them.
package struct OutputFolder {
  package let path: String
  /// Folders that were not there, outermost first.
  private let made: [String]

  /// Makes the folder and those above it, and checks that files can be made in it.
  /// - Throws: `MachineFault` with the system's reason.
  package init(_ path: String) throws(MachineFault) {
    self.path = path
    made = try WholeFile.makeFolder(path)
    guard access(path, W_OK | X_OK) == 0 else {
      throw MachineFault("cannot write into", path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Takes back what was made, for a run that came to nothing; a folder with something in it stays.
  package func discard() {
    for folder in made.reversed() { rmdir(folder) }
  }
}
