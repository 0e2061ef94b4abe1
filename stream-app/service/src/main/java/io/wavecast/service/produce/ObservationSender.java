package io.wavecast.service.produce;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.csv.CsvSeries;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * Sends those observations that are wanted, at a given rate or without a limit. Not thread-safe.
 */
public final class ObservationSender {
  private final Consumer<Observation> sink;
  private final Predicate<Observation> wanted;
  private final BooleanSupplier ending;
  private final Pace pace;

  /** The latest time of each series, ms since the epoch. */
  private final Map<String, Long> latest = new HashMap<>();

  private long sent;
  private long unwanted;
  private long late;

  /**
   * @param sink takes each observation that is sent
   * @param perSecond observations per second; infinite for no limit
   * @param ending polled before each observation; when it is true, nothing is sent any more
   */
  public ObservationSender(
      Consumer<Observation> sink,
      Predicate<Observation> wanted,
      double perSecond,
      BooleanSupplier ending) {
    this.sink = sink;
    this.wanted = wanted;
    this.ending = ending;
    this.pace = new Pace(perSecond, System::nanoTime, ending);
  }

  /**
   * Sends one file, under the given series key where its rows name none.
   *
   * @param progress receives from time to time the number of characters read
   * @throws io.wavecast.onnx.support.CsvException if a line is refused; those before it are sent
   */
  public void send(CsvReading reading, Path file, String key, LongConsumer progress) {
    try (CsvSeries rows = reading.open(file, key)) {
      long read = 0;
      for (Observation row = rows.next();
          row != null && !ending.getAsBoolean();
          row = rows.next()) {
        send(row);
        if (++read % 100 == 0) {
          progress.accept(rows.charsRead());
        }
      }
      progress.accept(rows.charsRead());
    }
  }

  /** Sends an observation, if it is wanted. */
  public void send(Observation observation) {
    if (!wanted.test(observation)) {
      unwanted++;
      return;
    }
    pace.await();
    if (!ending.getAsBoolean()) {
      sink.accept(observation);
      long time = observation.timestamp();
      if (latest.merge(observation.series(), time, Math::max) > time) {
        late++;
      }
      sent++;
    }
  }

  /** Observations sent so far. */
  public long sent() {
    return sent;
  }

  /** Observations that are not wanted so far. */
  public long unwanted() {
    return unwanted;
  }

  /** Observations sent after a later one of their series: the service counts them as late. */
  public long late() {
    return late;
  }

  /** The number of series of which observations were sent. */
  public int series() {
    return latest.size();
  }
}
