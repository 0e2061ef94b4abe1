package io.wavecast.core.stream;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads records, and sets those aside that can't be read: each is counted, some are logged (never
 * their payload). Of one thread.
 */
public final class ReadStep {
  private final ObservationCodec codec;
  private final DeadLetters aside;

  /**
   * @param codec reads an observation
   * @param maxRecordBytes largest record that can be set aside whole, bytes
   * @param metrics told of every record set aside
   * @param log takes a line about one of them, at most one in ten seconds
   * @param nanoClock tells when it is time for the next line, ns
   */
  public ReadStep(
      ObservationCodec codec,
      int maxRecordBytes,
      Metrics metrics,
      Consumer<String> log,
      LongSupplier nanoClock) {
    this.codec = codec;
    this.aside = new DeadLetters(maxRecordBytes, metrics, log, nanoClock);
  }

  /**
   * Reads a record.
   *
   * @throws BadRecordException when it holds no observation; no record, however odd, causes another
   */
  public Observation read(RawRecord record) {
    try {
      return codec.read(record.key(), record.value(), record.timestamp());
    } catch (BadRecordException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BadRecordException(Reason.MALFORMED, "value can't be read: " + e, e);
    }
  }

  /** Whether a record can be sent, with headers of so many bytes. */
  public boolean fits(RawRecord record, long headerBytes) {
    return aside.fits(record, headerBytes);
  }

  /** Makes a dead letter of a record, see {@link DeadLetters#letter}. */
  public DeadLetter setAside(RawRecord record, long headerBytes, BadRecordException why) {
    return aside.letter(record, headerBytes, why);
  }

  /** What sets records aside. */
  public DeadLetters aside() {
    return aside;
  }
}
