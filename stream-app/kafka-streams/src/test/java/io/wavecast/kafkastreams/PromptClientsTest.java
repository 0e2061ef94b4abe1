package io.wavecast.kafkastreams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

/** Producers come and go, and one that cannot send goes on. */
class PromptClientsTest {
  private final PromptClients clients = new PromptClients();
  private final Thread streamThread = new Thread(() -> {}, "stream-1");

  @Test
  void a_closed_producer_is_forgotten_and_its_successor_is_not() {
    Producer<byte[], byte[]> first = producer();
    assertThat(clients.of(streamThread)).isNotNull();
    Producer<byte[], byte[]> second = producer();

    first.close(Duration.ZERO);
    assertThat(clients.of(streamThread)).isNotNull();
    second.close(Duration.ZERO);
    assertThat(clients.of(streamThread)).isNull();
  }

  @Test
  void sending_goes_on_after_a_failure() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    SendLoop loop =
        new SendLoop(
            () -> {
              if (calls.incrementAndGet() == 1) {
                failed.countDown();
                throw new IllegalStateException("planted");
              }
              sent.countDown();
            });
    Thread thread = new Thread(loop);
    thread.setDaemon(true);
    thread.start();

    loop.want();
    assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
    loop.want();
    assertThat(sent.await(30, TimeUnit.SECONDS)).isTrue();
    loop.close();
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
  }

  private Producer<byte[], byte[]> producer() {
    return clients.getProducer(
        Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", "stream-1-producer"));
  }
}
