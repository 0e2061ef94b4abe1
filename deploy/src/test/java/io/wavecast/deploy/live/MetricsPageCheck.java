package io.wavecast.deploy.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.metrics.Scrape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics page stays under 1 MB with many series, and is answered within 1 s: 9 of 10 scrapes
 * while observations arrive, and each one afterwards. The long form ({@code -Dwavecast.long}) has
 * 100,000 series and takes about three minutes.
 */
class MetricsPageCheck {
  private static final boolean LONG = System.getProperty("wavecast.long") != null;
  private static final int SERIES = LONG ? 100_000 : 5_000;
  private static final int ROUNDS = 3;
  private static final int IDLE_SCRAPES = 20;
  private static final long PATIENCE_NANOS = Duration.ofMinutes(8).toNanos();

  @TempDir Path dir;

  private record Timed(int bytes, double seconds) {}

  @Test
  void the_page_is_small_and_fast() throws Exception {
    List<Timed> loaded = new ArrayList<>();
    List<Timed> idle = new ArrayList<>();
    try (Demo demo = new Demo(dir, List.of())) {
      Thread sender = new Thread(() -> send(demo), "sender");
      sender.start();
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (sender.isAlive() || !hasAll(scrape(demo, loaded))) {
        demo.requireRunning();
        assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(500);
      }
      if (LONG) {
        TimeUnit.SECONDS.sleep(65); // Kafka's meters are registered once a minute
      }
      for (int i = 0; i < IDLE_SCRAPES; i++) {
        scrape(demo, idle);
      }
    }

    report("loaded", loaded);
    report("idle", idle);
    assertThat(loaded).allMatch(page -> page.bytes() < 1_000_000);
    assertThat(idle).allMatch(page -> page.bytes() < 1_000_000);
    assertThat(quantile(loaded, 0.9)).as("s, loaded").isLessThan(1);
    assertThat(quantile(idle, 1)).as("s, idle").isLessThan(1);
  }

  private static Scrape scrape(Demo demo, List<Timed> pages) throws IOException {
    long start = System.nanoTime();
    String page = demo.metrics();
    pages.add(new Timed(page.length(), (System.nanoTime() - start) / 1e9));
    return Scrape.of(page);
  }

  private static boolean hasAll(Scrape scrape) {
    return scrape.sum("wavecast_series") >= SERIES
        && scrape.sum("wavecast_observations_total") >= SERIES * ROUNDS;
  }

  private static void send(Demo demo) {
    long start = System.currentTimeMillis() - ROUNDS * 1000;
    try (KafkaProducer<byte[], byte[]> producer = demo.producer()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int s = 0; s < SERIES; s++) {
          String value =
              String.format(
                  Locale.ROOT,
                  "{\"timestamp\":%d,\"value\":%.4f}",
                  start + 1000 * round,
                  Math.sin(s + 0.4 * round));
          producer.send(
              new ProducerRecord<>(
                  "wavecast.observations", Demo.bytes("load." + s), Demo.bytes(value)));
        }
      }
    }
  }

  private static void report(String when, List<Timed> pages) {
    System.out.printf(
        Locale.ROOT,
        "%,d series, %s: %d scrapes, %,d bytes, median %.3f s, maximum %.3f s%n",
        SERIES,
        when,
        pages.size(),
        pages.stream().mapToInt(Timed::bytes).max().orElse(0),
        quantile(pages, 0.5),
        quantile(pages, 1));
  }

  private static double quantile(List<Timed> pages, double q) {
    return pages.stream()
        .map(Timed::seconds)
        .sorted()
        .skip((long) (q * (pages.size() - 1)))
        .findFirst()
        .orElseThrow();
  }
}
