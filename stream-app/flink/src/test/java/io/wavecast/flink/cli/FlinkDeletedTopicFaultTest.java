package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An output topic is deleted under load: the job fails, and the next start creates the topic again.
 * Of that topic only what was deleted is missing, and nothing of the others.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FlinkDeletedTopicFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String DELETED = FlinkLoad.TOPICS.deviations();
  private static final String FAILURE = "Failed to send data to Kafka " + DELETED;

  @TempDir Path dir;

  @Test
  void a_deleted_topic_is_created_by_the_next_start_and_continued() throws Exception {
    try (FlinkLoad flink = new FlinkLoad(dir)) {
      LauncherProcess job =
          flink.run(
              "--kafka=request.timeout.ms=2000",
              "--kafka=delivery.timeout.ms=4000",
              "--kafka=max.block.ms=4000");
      flink.load().awaitFullWindows();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", flink.servers()))) {
        admin.deleteTopics(List.of(DELETED)).all().get();
      }
      LauncherProcess first = job;
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(first.err()).anyMatch(line -> line.contains(FAILURE)));
      job.kill().exit();

      job = flink.run();
      assertThat(job.said().get(0)).contains("/chk-");
      System.out.printf(
          "flink, deleted topic: all forecast %.1f s after the job ran again%n",
          flink.load().awaitPresent());
      flink.assertRecomputed("flink, deleted topic", Set.of(DELETED), text -> text);
    }
  }
}
