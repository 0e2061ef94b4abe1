package io.wavecast.service.resilience;

import static io.wavecast.service.resilience.PipelineProcess.TOPICS;
import static org.awaitility.Awaitility.await;

import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An output topic is deleted under load. The service says so until somebody creates it again; of
 * that topic only what was deleted is missing, and nothing of the others. With {@code
 * -Dwavecast.long} three times.
 */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DeletedTopicFaultTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int TIMES = Kills.LONG ? 3 : 1;

  @TempDir Path dir;

  @Test
  void a_deleted_topic_is_reported_and_continued_once_it_is_there_again() throws Exception {
    try (ServedLoad served = new ServedLoad(dir)) {
      ServeProcess serve = served.serve("a");
      served.load().awaitFullWindows();
      for (int i = 0; i < TIMES; i++) {
        renew(served.servers(), serve, TOPICS.deviations());
        double seconds = served.load().awaitPresent();
        System.out.printf("deleted topic: all forecast %.1f s after it was there again%n", seconds);
      }
      ServedLoad.ready(serve);
      served.assertRecomputed("deleted topic", Set.of(TOPICS.deviations()));
    }
  }

  private static void renew(String servers, ServeProcess serve, String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      int partitions =
          admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
      admin.deleteTopics(List.of(topic)).all().get();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  serve.get("/health/ready").contains("topic '" + topic + "' was deleted: create"));
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
  }
}
