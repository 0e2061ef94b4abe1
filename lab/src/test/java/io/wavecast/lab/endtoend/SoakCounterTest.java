package io.wavecast.lab.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SoakCounterTest {
  private static final int SERIES = 2;
  private static final long BEGIN = -5_000_000_000L;
  private static final long FIRST_TIME = 1_700_000_000_000L;

  /** Two series at four observations per second: a round is half a second. */
  private final SoakCounter counter = new SoakCounter(SERIES, BEGIN, 4);

  private void see(int series, int round, long millisAfterDue) {
    long due = BEGIN + (round * 2L + series) * 250_000_000;
    counter.see(List.of(forecast(series, round)), due + millisAfterDue * 1_000_000);
  }

  private static ConsumerRecord<byte[], byte[]> forecast(int series, int round) {
    return new ConsumerRecord<>(
        "forecasts",
        0,
        0,
        FIRST_TIME + round * 1000L,
        TimestampType.CREATE_TIME,
        0,
        0,
        SeriesLoad.name(series).getBytes(UTF_8),
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void one_forecast_of_each_round_from_the_second_on_is_right() {
    see(0, 1, 0);
    see(0, 2, 0);
    see(1, 1, 0);
    assertThat(counter.failure()).isEmpty();
    assertThat(counter.forecasts()).isEqualTo(3);
  }

  @Test
  void a_lost_forecast_is_found_though_another_is_doubled() {
    see(0, 1, 0);
    see(0, 1, 0);
    see(0, 3, 0);
    assertThat(counter.failure())
        .isEqualTo("1 forecasts are lost and 1 are doubled or out of order");
  }

  @Test
  void a_series_that_begins_late_has_lost_forecasts() {
    see(1, 3, 0);
    assertThat(counter.failure())
        .isEqualTo("2 forecasts are lost and 0 are doubled or out of order");
  }

  @Test
  void latencies_count_from_when_an_observation_is_due() {
    for (int round = 1; round <= 98; round++) {
      see(0, round, 20);
    }
    see(0, 99, 700);
    see(0, 100, 70_000);
    assertThat(counter.takeLatencies()).isEqualTo(new SoakCounter.Latencies(20, 60_000));
    see(0, 101, 5);
    assertThat(counter.takeLatencies()).isEqualTo(new SoakCounter.Latencies(5, 5));
  }
}
