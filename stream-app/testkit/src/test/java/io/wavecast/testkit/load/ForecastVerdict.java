package io.wavecast.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.testkit.fakes.FakeForecaster;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the committed forecasts of {@link FakeForecaster#windowSums} for {@link
 * RoundLoad#observations}, and compares each with the window that its observation must have
 * completed. The first observation of a series has no forecast; those before a full window are
 * warm-up forecasts. Not thread-safe.
 */
public final class ForecastVerdict implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final CommittedRecords records;
  private final Map<String, Integer> next = new HashMap<>();
  private final boolean sums;
  private long forecasts;
  private long repeated;
  private long skipped;
  private long wrong;

  public ForecastVerdict(String bootstrapServers, String topic) {
    this(bootstrapServers, topic, true);
  }

  private ForecastVerdict(String bootstrapServers, String topic, boolean sums) {
    this.records = new CommittedRecords(bootstrapServers, topic);
    this.sums = sums;
  }

  /** The same for any model: the windows are not compared. */
  public static ForecastVerdict ofAnyModel(String bootstrapServers, String topic) {
    return new ForecastVerdict(bootstrapServers, topic, false);
  }

  /**
   * Reads what is committed by now, and then more forecasts.
   *
   * @return whether they arrived before the timeout
   */
  public boolean readOn(long more) {
    boolean read = records.readPresent(PATIENCE, this::check);
    long enough = forecasts + more;
    return read && records.await(() -> forecasts >= enough, PATIENCE, this::check);
  }

  /**
   * Reads until each observation but the first of a series has a forecast.
   *
   * @param rounds that were sent
   * @return whether they arrived before the timeout
   */
  public boolean readAll(int series, int rounds) {
    return records.await(() -> forecasts >= (long) series * (rounds - 1), PATIENCE, this::check);
  }

  /**
   * The same as {@link #assertEachOnce}, and that some transactions were aborted.
   *
   * @param rounds that were sent, enough for full windows
   * @param description for a failure
   */
  public void assertExactlyOnce(int series, int rounds, String description) {
    assertEachOnce(series, rounds, description);
    assertThat(records.withAborted() - forecasts)
        .as("forecasts of aborted transactions; %s", description)
        .isPositive();
  }

  /**
   * Reads to the end of the topic and asserts that each observation but the first of a series has
   * exactly one forecast, in order and from the right window.
   *
   * @param rounds that were sent, enough for full windows
   * @param description for a failure
   */
  public void assertEachOnce(int series, int rounds, String description) {
    long expected = (long) series * (rounds - 1);
    records.read(() -> forecasts >= expected, PATIENCE, this::check);
    long aborted = records.withAborted() - forecasts;
    System.out.printf(
        "%d observations, %d forecasts, %d repeated, %d skipped, %d wrong, %d aborted%n",
        (long) series * rounds, forecasts, repeated, skipped, wrong, aborted);
    assertThat(rounds).as("rounds, enough for full windows").isGreaterThan(60);
    assertThat(repeated).as("repeated or out of order; %s", description).isZero();
    assertThat(skipped).as("skipped; %s", description).isZero();
    assertThat(wrong).as("wrong window; %s", description).isZero();
    assertThat(forecasts).as("forecasts; %s", description).isEqualTo(expected);
  }

  @Override
  public void close() {
    records.close();
  }

  private void check(ConsumerRecord<byte[], byte[]> record) {
    Forecast forecast = ForecastCodec.read(record.value());
    int round = RoundLoad.round(forecast.origin());
    int expected = next.getOrDefault(forecast.series(), 1);
    forecasts++;
    if (round < expected) {
      repeated++;
      return;
    }
    skipped += round - expected;
    next.put(forecast.series(), round + 1);
    boolean warmup = round < FakeForecaster.SHAPE.window() - 1;
    if (forecast.warmup() != warmup
        || forecast.imputed()
        || record.timestamp() != forecast.origin()
        || (sums && !warmup && !Arrays.equals(forecast.yhat(), sums(forecast.series(), round)))) {
      wrong++;
    }
  }

  private static float[] sums(String series, int round) {
    int s = Integer.parseInt(series.substring(1));
    float[] window = new float[FakeForecaster.SHAPE.window()];
    for (int i = 0; i < window.length; i++) {
      window[i] = RoundLoad.value(s, round - window.length + 1 + i);
    }
    return FakeForecaster.sumsOf(window);
  }
}
