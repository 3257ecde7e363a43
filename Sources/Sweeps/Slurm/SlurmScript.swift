/// The script of a job array's tasks: each runs the shard of its number.
struct SlurmScript {
  /// Absolute, as the nodes see them.
  let program: String
  let specification: String
  let folder: String
  let shards: Int

  /// Half a minute before the time limit Slurm sends USR1: the points that are under way are given up then and the task
  /// is queued again, to run what is missing. A task whose node fails is queued again by Slurm itself.
  var text: String {
    """
    #!/bin/bash
    # Written by stonne sweep.
    \(ShellWord.quoted(program)) sweep \(ShellWord.quoted(specification)) --out \(ShellWord.quoted(folder)) \\
      --shard "$SLURM_ARRAY_TASK_ID/\(shards)" --jobs "${SLURM_CPUS_PER_TASK:-1}" \\
      --threads "${SLURM_CPUS_PER_TASK:-1}" --no-progress &
    child=$!
    trap 'again=1; kill -TERM $child' USR1
    trap 'kill -TERM $child' TERM
    wait $child
    status=$?
    while kill -0 $child 2>/dev/null; do
      wait $child
      status=$?
    done
    if [ -n "$again" ]; then
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
    fi
    exit $status

    """
  }
}
