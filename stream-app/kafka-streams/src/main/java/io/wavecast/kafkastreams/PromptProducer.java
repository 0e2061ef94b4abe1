package io.wavecast.kafkastreams;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that lingers, unless it is told to send what it holds. It sends on a thread of its
 * own, so that the thread that writes does not wait for the broker.
 */
final class PromptProducer extends KafkaProducer<byte[], byte[]> {
  private final SendLoop loop = new SendLoop(this::flush);
  private final Promptness promptness = new Promptness(loop::want, System.nanoTime());
  private final Consumer<PromptProducer> onClose;

  /**
   * @param config of the producer
   * @param onClose takes this one when it is closed
   */
  PromptProducer(Map<String, Object> config, Consumer<PromptProducer> onClose) {
    super(config, new ByteArraySerializer(), new ByteArraySerializer());
    this.onClose = onClose;
    Thread thread = new Thread(loop, config.get("client.id") + "-prompt");
    thread.setDaemon(true);
    thread.start();
  }

  /** When the stream thread that writes is to send. */
  Promptness promptness() {
    return promptness;
  }

  @Override
  public void close(Duration timeout) {
    loop.close();
    onClose.accept(this);
    super.close(timeout);
  }
}
