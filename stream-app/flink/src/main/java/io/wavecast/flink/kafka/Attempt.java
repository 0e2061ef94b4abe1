package io.wavecast.flink.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.InitContext;

/**
 * One run of a task, from its deployment to its end or failure. Each has transactional ids of its
 * own, so that a process that stood still, and goes on when its tasks run elsewhere, cannot abort a
 * transaction of its successor.
 *
 * @param job id of the job
 * @param checkpoint id of the restored checkpoint; 0 if none was restored
 * @param number of restarts of the task before it, since the JobManager started
 * @param slot where it runs; tells attempts of two JobManagers apart
 */
record Attempt(String job, long checkpoint, int number, String slot) {
  private static final String NAME =
      "%s(\\.(?<job>\\w+)\\.(?<checkpoint>\\d+)\\.(?<number>\\d+)\\.(?<slot>\\w+))?-(?<subtask>\\d+)-\\d+";

  static Attempt of(InitContext context) {
    TaskInfo task = context.getTaskInfo();
    return new Attempt(
        context.getJobInfo().getJobId().toHexString(),
        context.getRestoredCheckpointId().orElse(0),
        task.getAttemptNumber(),
        task.getAllocationIDAsString());
  }

  /**
   * Matches the transactional ids of all attempts, and those that earlier versions used. Its group
   * {@code subtask} is the index of the task that made the id.
   *
   * @param ids what the ids start with
   */
  static Pattern transactionalIds(String ids) {
    return Pattern.compile(NAME.formatted(Pattern.quote(ids)));
  }

  /**
   * The attempt that has a transactional id.
   *
   * @param name a match of {@link #transactionalIds}
   * @return empty if it is of an earlier version, whose attempts shared their ids
   */
  static Optional<Attempt> of(Matcher name) {
    return name.group("job") == null
        ? Optional.empty()
        : Optional.of(
            new Attempt(
                name.group("job"),
                Long.parseLong(name.group("checkpoint")),
                Integer.parseInt(name.group("number")),
                name.group("slot")));
  }

  /** What its transactional ids start with. No other attempt's ids start with the same. */
  String prefix(String ids) {
    return String.join(".", ids, job, Long.toString(checkpoint), Integer.toString(number), slot);
  }

  /**
   * Whether this one may have begun after another. Of those of two JobManagers with the same
   * checkpoint and number each may, of those of different jobs none.
   */
  boolean mayFollow(Attempt other) {
    return job.equals(other.job)
        && (checkpoint > other.checkpoint
            || (checkpoint == other.checkpoint && number >= other.number));
  }
}
