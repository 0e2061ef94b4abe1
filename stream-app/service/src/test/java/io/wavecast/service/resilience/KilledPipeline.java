package io.wavecast.service.resilience;

import io.wavecast.broker.BrokerProcess;
import io.wavecast.service.topics.TopicAdmin;
import io.wavecast.service.topics.TopicSpec;
import io.wavecast.testkit.load.Kills;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A broker with topics, and a pipeline on it that is killed.
 *
 * @param kills starts and kills the pipeline
 */
record KilledPipeline(BrokerProcess broker, Kills kills) implements AutoCloseable {
  /**
   * Starts the broker and creates the topics.
   *
   * @param dir where the broker and the pipeline store
   */
  static KilledPipeline of(PipelineProcess pipeline, Path dir, List<TopicSpec> topics)
      throws InterruptedException {
    BrokerProcess broker = BrokerProcess.start(dir.resolve("broker"));
    String servers = broker.bootstrapServers();
    try (TopicAdmin admin =
        new TopicAdmin(Map.of("bootstrap.servers", servers), Duration.ofMinutes(1))) {
      admin.ensure(topics);
    }
    return new KilledPipeline(
        broker, new Kills(() -> pipeline.start(servers, dir.resolve("state"))));
  }

  String servers() {
    return broker.bootstrapServers();
  }

  @Override
  public void close() {
    broker.close();
  }
}
