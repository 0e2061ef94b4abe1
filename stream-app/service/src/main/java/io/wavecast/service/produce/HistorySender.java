package io.wavecast.service.produce;

import io.wavecast.schemas.forecast.Backfill;
import io.wavecast.schemas.forecast.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Sends histories of series to the observations topic, each followed by a mark of its end. Not
 * thread-safe.
 */
public final class HistorySender {
  private final ObservationProducer producer;
  private final Predicate<Observation> wanted;
  private final BooleanSupplier ending;
  private final Pace pace;
  private final Map<String, Observation> open = new HashMap<>();
  private final Set<String> ended = new HashSet<>();
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
    producer.send(value, Backfill.VALUE);
    open.put(value.series(), value);
    sent++;
  }

  /**
   * Ends the history of a series, if any of it was sent, so that it takes effect; does nothing when
   * the sending is ending.
   */
  public void end(String series) {
    Observation last = ending.getAsBoolean() ? null : open.remove(series);
    if (last != null) {
      producer.send(last, Backfill.END);
      ended.add(series);
    }
  }

  /** Ends the histories of all series, and returns when Kafka has acknowledged them. */
  public void endAll() {
    List.copyOf(open.keySet()).forEach(this::end);
    producer.flush();
  }

  /** Values sent so far. */
  public long sent() {
    return sent;
  }

  /** Values that are not wanted so far. */
  public long unwanted() {
    return unwanted;
  }

  /** The number of series whose histories have ended. */
  public int series() {
    return ended.size();
  }
}
