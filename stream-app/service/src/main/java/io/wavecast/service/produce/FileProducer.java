package io.wavecast.service.produce;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.service.csv.CsvSeries;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Sends the observations of CSV files, at a given rate or without a limit. Not thread-safe. */
public final class FileProducer {
  private final Consumer<Observation> sink;
  private final Runnable flush;
  private final CsvReading reading;
  private final Pace pace;
  private final BooleanSupplier ending;
  private final Set<String> keys = new HashSet<>();
  private long sent;

  /**
   * @param sink takes each observation
   * @param flush returns when those are sent
   * @param perSecond observations per second; infinite for no limit
   * @param ending polled before each observation; true ends the sending
   */
  public FileProducer(
      Consumer<Observation> sink,
      Runnable flush,
      CsvReading reading,
      double perSecond,
      BooleanSupplier ending) {
    this.sink = sink;
    this.flush = flush;
    this.reading = reading;
    this.pace = new Pace(perSecond, System::nanoTime, ending);
    this.ending = ending;
  }

  /**
   * Sends one file, under the given series key where its rows name none; returns when Kafka has
   * acknowledged it.
   *
   * @param progress receives from time to time the number of characters read
   * @throws CsvException if a line is refused since it is no observation; those before it are sent
   */
  public void send(Path file, String series, LongConsumer progress) {
    try (CsvSeries rows = reading.open(file, series)) {
      for (Observation row = rows.next();
          row != null && !ending.getAsBoolean();
          row = rows.next()) {
        pace.await();
        sink.accept(row);
        keys.add(row.series());
        sent++;
        if (sent % 100 == 0) {
          progress.accept(rows.charsRead());
        }
      }
      progress.accept(rows.charsRead());
    } finally {
      flush.run();
    }
  }

  /** Observations sent so far, of all files. */
  public long sent() {
    return sent;
  }

  /** The number of series that these are of. */
  public int series() {
    return keys.size();
  }
}
