package io.wavecast.service.resilience;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.kafka.topics.TopicAdmin;
import io.wavecast.kafka.topics.TopicSpec;
import io.wavecast.testkit.load.Kills;
import io.wavecast.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker with topics, and a pipeline on it: both are killed, and a second instance comes and
 * goes. Not thread-safe.
 */
final class KilledPipeline implements AutoCloseable {
  private final PipelineProcess pipeline;
  private final Path dir;
  private final Kills kills;
  private final BrokerProcess broker;
  private @Nullable ChildJvm guest;
  private int guests;

  private KilledPipeline(PipelineProcess pipeline, Path dir) throws InterruptedException {
    this.pipeline = pipeline;
    this.dir = dir;
    broker = BrokerProcess.start(dir.resolve("broker"));
    kills = new Kills(() -> pipeline.start(servers(), dir.resolve("state")));
  }

  /**
   * Starts the broker and creates the topics.
   *
   * @param dir where the broker and the pipeline store
   */
  static KilledPipeline of(PipelineProcess pipeline, Path dir, List<TopicSpec> topics)
      throws InterruptedException {
    KilledPipeline killed = new KilledPipeline(pipeline, dir);
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", killed.servers()), Duration.ofMinutes(1))) {
      admin.ensure(topics);
    }
    return killed;
  }

  String servers() {
    return broker.bootstrapServers();
  }

  /** Starts and kills the pipeline. */
  Kills kills() {
    return kills;
  }

  /** kill -9 of the broker, which is started again. */
  void killBroker() {
    try {
      broker.kill();
      broker.restart();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A second instance starts, or the running one ends: by itself, the next time by kill -9. */
  void comeOrGo() throws InterruptedException {
    if (guest == null) {
      guest =
          pipeline.start(
              servers(),
              dir.resolve("state-of-guest"),
              Map.of("consumer.group.instance.id", "guest"));
      guests++;
    } else {
      if (guests % 2 == 0) {
        guest.kill();
      }
      guest.close();
      guest = null;
    }
  }

  @Override
  public void close() {
    if (guest != null) {
      guest.close();
    }
    broker.close();
  }
}
