package io.wavecast.service.resilience;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.testkit.kafka.CommittedRecords;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads all committed forecasts and compares each with the window that its observation must have
 * completed. Rounds 1 to 48 are warm-up forecasts, from round 49 on windows are full.
 */
final class Verdict implements AutoCloseable {
  private final CommittedRecords records;
  private final Map<String, Integer> next = new HashMap<>();
  long forecasts;
  long repeated;
  long skipped;
  long wrong;

  Verdict(String bootstrapServers) {
    records = new CommittedRecords(bootstrapServers, StreamProcess.TOPICS.forecasts());
  }

  /** Reads to the end of the topic, and on until the given number of forecasts or a timeout. */
  void read(long expected, Duration patience) {
    records.read(
        () -> forecasts >= expected,
        patience,
        record -> check(ForecastCodec.read(record.value()), record.timestamp()));
  }

  /** Records in the topic, aborted ones and marks of transactions included. */
  long offsets() {
    return records.offsets();
  }

  @Override
  public void close() {
    records.close();
  }

  private void check(Forecast forecast, long recordTime) {
    int series = Integer.parseInt(forecast.series().substring(1));
    int round = (int) ((forecast.origin() - Load.START) / Load.STEP_MS);
    int expected = next.getOrDefault(forecast.series(), 1);
    forecasts++;
    if (round < expected) {
      repeated++;
      return;
    }
    skipped += round - expected;
    next.put(forecast.series(), round + 1);
    boolean warmup = round < Forecaster.WINDOW - 1;
    if (forecast.warmup() != warmup
        || forecast.imputed()
        || recordTime != forecast.origin()
        || (!warmup && !Arrays.equals(forecast.yhat(), expected(series, round)))) {
      wrong++;
    }
  }

  private static float[] expected(int series, int round) {
    float[] window = new float[Forecaster.WINDOW];
    for (int i = 0; i < window.length; i++) {
      window[i] = Load.value(series, round - window.length + 1 + i);
    }
    return WindowSums.of(window);
  }
}
