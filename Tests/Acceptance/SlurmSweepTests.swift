import Foundation
import TestSupport
import Testing

/// Slurm's commands as scripts: what is submitted runs at once. A real Slurm is in Tests/Slurm.
@Suite("stonne sweep --engine slurm")
struct SlurmSweepTests {
  private static let text = """
    [axes]
    model = "\(repositoryRoot.path)/models/lenet5.onnx"
    hardware = "\(repositoryRoot.path)/simulation_files/sigma_128mses_64_bw.cfg"
    sparsity = [0, 0.2, 0.4, 0.6]
    seed = [1, 2]
    """

  private struct Slurm {
    let folder: URL

    func run(_ options: [String]) throws -> StonneBinary.Result {
      try StonneBinary.run(
        ["sweep", folder.path + "/sweep.toml", "--out", folder.path + "/out"] + options,
        variables: ["PATH": folder.path + "/bin:/usr/bin:/bin"])
    }

    /// What sbatch was called with, a line a call.
    func submissions() throws -> [String] {
      try String(contentsOf: folder.appending(path: "submissions"), encoding: .utf8).split(separator: "\n")
        .map(String.init)
    }

    func table() throws -> [Substring] {
      try String(contentsOf: folder.appending(path: "out/sweep.csv"), encoding: .utf8).split(separator: "\n").map {
        $0[..<($0.lastIndex(of: ",") ?? $0.endIndex)]
      }
    }
  }

  /// - Parameter failing: a task that ends without having run anything, the first time.
  private static func with(failing: Int = 0, _ body: (Slurm) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      let bin = folder.appending(path: "bin")
      try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: false)
      let commands = [
        "sbatch": """
        echo "$*" >> '\(folder.path)/submissions'
        for option; do case $option in --array=*) tasks=${option#--array=};; esac; script=$option; done
        for task in $(echo "$tasks" | tr , '\\n' | awk -F- '{for (i = $1; i <= ($2 ? $2 : $1); i++) print i}'); do
          if [ $task = \(failing) ] && [ $(wc -l < '\(folder.path)/submissions') = 1 ]; then continue; fi
          SLURM_ARRAY_TASK_ID=$task bash "$script" > /dev/null 2>&1
        done
        echo "$(wc -l < '\(folder.path)/submissions')"
        """,
        "squeue": "exit 0",
        "scancel": "exit 0",
      ]
      for (name, text) in commands {
        let path = bin.appending(path: name).path
        try Data("#!/bin/bash\n\(text)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      }
      try Data(text.utf8).write(to: folder.appending(path: "sweep.toml"))
      try body(Slurm(folder: folder))
    }
  }

  @Test("a job array runs the shards, and the table is that of a local run")
  func sameTable() throws {
    try Self.with { slurm in
      let result = try slurm.run(["--engine", "slurm", "--shards", "3", "--sbatch=--time=5"])
      #expect(result.exitCode == 0, "\(result.errors)")
      let submission = try #require(slurm.submissions().first)
      #expect(submission.contains("--array=1-3 ") && submission.contains("--time=5"))
      #expect(submission.contains("--requeue") && submission.contains("--signal=B:USR1@30"))
      #expect(result.output == "8 of 8 points finished\njob 1: no task under way\n")
      let table = try slurm.table()
      try FileManager.default.removeItem(at: slurm.folder.appending(path: "out"))
      #expect(try slurm.run(["--quiet"]).exitCode == 0)
      let local = try slurm.table()
      #expect(table == local && local.count == 9)
    }
  }

  @Test("only the shards with missing points are submitted again")
  func resumption() throws {
    try Self.with(failing: 2) { slurm in
      let first = try slurm.run(["--engine", "slurm", "--shards", "4"])
      #expect(
        first.output.contains("6 of 8 points finished") && first.output.contains("--resume"), "\(first.output)")
      let second = try slurm.run(["--resume"])
      #expect(second.output.contains("8 of 8 points finished"), "\(second.output)")
      let submissions = try slurm.submissions()
      #expect(submissions.count == 2 && submissions[1].contains("--array=2 "))
      // Nothing is left to submit.
      _ = try slurm.run(["--resume"])
      #expect(try slurm.submissions().count == 2)
      #expect(try slurm.run(["--cancel"]).output == "no task under way\n")
    }
  }

  @Test("waiting submits again what came to nothing, and prints the table")
  func waiting() throws {
    try Self.with(failing: 1) { slurm in
      let result = try slurm.run(["--engine", "slurm", "--shards", "4", "--wait", "--quiet"])
      #expect(result.exitCode == 0 && result.output.hasPrefix("8 of 8 points done"), "\(result.output)")
    }
  }

  @Test("without Slurm's commands the way out is named")
  func missing() throws {
    try Self.with { slurm in
      try FileManager.default.removeItem(at: slurm.folder.appending(path: "bin/sbatch"))
      let result = try StonneBinary.run(
        ["sweep", slurm.folder.path + "/sweep.toml", "--out", slurm.folder.path + "/out", "--engine", "slurm"],
        variables: ["PATH": slurm.folder.path + "/bin"])
      #expect(result.exitCode == 65)
      #expect(result.errors.contains("command `sbatch`") && result.errors.contains("hint: "))
    }
  }

  @Test("options of Slurm without it are errors of the command line")
  func usage() throws {
    for options in [["--wait"], ["--shards", "3"], ["--status", "--cancel"], ["--engine", "slurm", "--merge"]] {
      #expect(try StonneBinary.run(["sweep", "no.toml", "--out", "x"] + options).exitCode == 64)
    }
  }
}
