package io.wavecast.service.produce;

import io.wavecast.schemas.forecast.Observation;
import io.wavecast.service.csv.Columns;
import io.wavecast.service.csv.CsvException;
import io.wavecast.service.csv.CsvSeries;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Sends the observations of CSV files, at a rate or as fast as it goes. Of one thread. */
public final class FileProducer {
  private final ObservationProducer producer;
  private final Columns columns;
  private final Pace pace;
  private final BooleanSupplier ending;
  private long sent;

  /**
   * @param perSecond observations a second; infinite for as fast as it goes
   * @param ending asked before each observation; true ends the sending
   */
  public FileProducer(
      ObservationProducer producer, Columns columns, double perSecond, BooleanSupplier ending) {
    this.producer = producer;
    this.columns = columns;
    this.pace = new Pace(perSecond, System::nanoTime, ending);
    this.ending = ending;
  }

  /**
   * Sends one file; returns when all is written.
   *
   * @param progress told now and then how many characters of the file are read
   * @throws CsvException when a line is no observation; those before it are sent
   */
  public void send(Path file, String series, LongConsumer progress) {
    try (CsvSeries rows = CsvSeries.open(file, series, columns)) {
      for (Observation row = rows.next();
          row != null && !ending.getAsBoolean();
          row = rows.next()) {
        pace.await();
        producer.send(row);
        sent++;
        if (sent % 100 == 0) {
          progress.accept(rows.charsRead());
        }
      }
      progress.accept(rows.charsRead());
    } finally {
      producer.flush();
    }
  }

  /** Observations sent so far, of all files. */
  public long sent() {
    return sent;
  }
}
