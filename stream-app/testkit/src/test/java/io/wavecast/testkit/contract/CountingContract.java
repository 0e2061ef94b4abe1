package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.testkit.pipelines.CountingPipeline;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an engine promises to any pipeline, shown by one that counts. */
public abstract class CountingContract {
  private static final long SEED = 20261126;

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(CountingPipeline spec);

  @Test
  void every_record_is_counted_once_in_order_within_its_key_or_rejected() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(new CountingPipeline(false))) {
      assertSameAsLocal(stream, 0);
    }
  }

  @Test
  void restarts_anywhere_change_nothing() {
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(new CountingPipeline(false))) {
      assertSameAsLocal(stream, 0.1);
    }
  }

  /**
   * Requires the counts of the local engine for the same random records.
   *
   * @param restarts after which share of the records the stream restarts
   */
  private static void assertSameAsLocal(
      StreamUnderTest.Restartable<OutputRecord> stream, double restarts) {
    SplittableRandom random = new SplittableRandom(SEED);
    StreamUnderTest<OutputRecord> local =
        new LocalStream<>(new CountingPipeline(false), () -> {}, event -> event);
    for (int i = 0; i < 1000; i++) {
      byte[] key = random.nextInt(20) == 0 ? null : ("k" + random.nextInt(9)).getBytes(UTF_8);
      long timestamp = 1000L + i - random.nextInt(3);
      stream.send(key, new byte[1], timestamp);
      local.send(key, new byte[1], timestamp);
      if (random.nextDouble() < restarts) {
        stream.restart();
      }
    }
    stream.settle();
    local.settle();

    assertThat(counts(stream)).as("seed %d", SEED).isEqualTo(counts(local));
    assertThat(letters(stream))
        .as("seed %d", SEED)
        .hasSizeGreaterThan(60)
        .isEqualTo(letters(local));
  }

  private static Map<String, List<String>> counts(StreamUnderTest<OutputRecord> stream) {
    return stream.events().stream()
        .collect(
            Collectors.groupingBy(
                event -> new String(Objects.requireNonNull(event.key()), UTF_8),
                TreeMap::new,
                Collectors.mapping(CountingContract::count, Collectors.toList())));
  }

  private static String count(OutputRecord event) {
    return event.topic() + " " + new String(Objects.requireNonNull(event.value()), UTF_8);
  }

  private static List<String> letters(StreamUnderTest<OutputRecord> stream) {
    return stream.deadLetters().stream().map(d -> d.offset() + " " + d.reason()).sorted().toList();
  }
}
