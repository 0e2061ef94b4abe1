package io.wavecast.flink.kafka;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.connector.sink2.InitContext;

/**
 * Names the transactional ids of a sink. Each attempt of a task, from its deployment to its end or
 * failure, has ids of its own: a process that stood still, and goes on when its tasks run
 * elsewhere, would abort a transaction of its successor by using its id.
 *
 * @param sink what all ids begin with; identifies the sink on a cluster
 */
record TransactionalIds(String sink) implements Serializable {
  private static final int MAX_DIGITS = 9;

  /** What the ids of an attempt begin with. Subtask and number follow, as in NAME-0-1. */
  String ofAttempt(InitContext context) {
    TaskInfo task = context.getTaskInfo();
    return String.join(
        ".",
        sink,
        context.getJobInfo().getJobId().toHexString(),
        Long.toString(context.getRestoredCheckpointId().orElse(0)),
        Integer.toString(task.getAttemptNumber()),
        task.getAllocationIDAsString());
  }

  /** The transactional id that the newest attempt of a subtask has claimed. */
  String owner(int subtask) {
    return sink + ".owner-" + subtask + "-0";
  }

  /**
   * Matches the ids of all attempts, and those that earlier versions used, but no {@link #owner}.
   * Its group {@code subtask} is the index of the subtask that made the id.
   */
  Pattern pattern() {
    return Pattern.compile(
        "%s(\\.\\w+\\.\\d+\\.\\d+\\.\\w+)?-(?<subtask>\\d{1,%d})-\\d+"
            .formatted(Pattern.quote(sink), MAX_DIGITS));
  }
}
