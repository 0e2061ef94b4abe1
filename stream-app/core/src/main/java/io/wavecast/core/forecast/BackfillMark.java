package io.wavecast.core.forecast;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.forecast.Backfill;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds records of history among those of the observations topic. */
public final class BackfillMark {
  private BackfillMark() {}

  /**
   * The mark of a record; empty if it is live, or absent.
   *
   * @throws io.wavecast.schemas.BadRecordException when it has the header with another value
   */
  public static Optional<Backfill> of(@Nullable RawRecord source) {
    return source == null ? Optional.empty() : of(source.headers());
  }

  private static Optional<Backfill> of(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().equals(Backfill.HEADER)) {
        return Optional.of(Backfill.read(header.value()));
      }
    }
    return Optional.empty();
  }
}
