package io.wavecast.service.produce;

import io.wavecast.schemas.forecast.Observation;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Sends histories of series to the observations topic. Not thread-safe. */
public final class HistorySender {
  private final ObservationProducer producer;
  private final Predicate<Observation> wanted;
  private final BooleanSupplier ending;
  private final Pace pace;
  private final Set<String> series = new HashSet<>();
  private long sent;
  private long unwanted;

  /**
   * @param wanted which values are sent
   * @param perSecond values per second; infinite for no limit
   * @param ending polled before each value; when it is true, nothing is sent any more
   */
  public HistorySender(
      ObservationProducer producer,
      Predicate<Observation> wanted,
      double perSecond,
      BooleanSupplier ending) {
    this.producer = producer;
    this.wanted = wanted;
    this.ending = ending;
    this.pace = new Pace(perSecond, System::nanoTime, ending);
  }

  /**
   * Sends the next value of a series.
   *
   * @throws io.wavecast.core.text.FailureException if an earlier one could not be sent
   */
  public void send(Observation value) {
    if (!wanted.test(value)) {
      unwanted++;
      return;
    }
    pace.await();
    if (ending.getAsBoolean()) {
      return;
    }
    producer.sendHistory(value);
    series.add(value.series());
    sent++;
  }

  /** Values sent so far. */
  public long sent() {
    return sent;
  }

  /** Values that are not wanted so far. */
  public long unwanted() {
    return unwanted;
  }

  /** The number of series that these are of. */
  public int series() {
    return series.size();
  }
}
