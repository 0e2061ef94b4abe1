package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import java.util.Arrays;
import java.util.Objects;

/** Reads dead letters back from the records that carry them. */
public final class Letters {
  private Letters() {}

  /** The dead letter that a record carries. */
  public static DeadLetter of(OutputRecord record) {
    String label = header(record, DeadLetter.ERROR_CLASS);
    return new DeadLetter(
        record.key(),
        record.value(),
        Arrays.stream(Reason.values())
            .filter(r -> r.label().equals(label))
            .findFirst()
            .orElseThrow(),
        header(record, DeadLetter.ERROR_MESSAGE),
        header(record, DeadLetter.SOURCE_TOPIC),
        Integer.parseInt(header(record, DeadLetter.SOURCE_PARTITION)),
        Long.parseLong(header(record, DeadLetter.SOURCE_OFFSET)));
  }

  /** The text of the last header of a name. */
  public static String header(OutputRecord record, String name) {
    return record.headers().stream()
        .filter(h -> h.name().equals(name))
        .reduce((first, last) -> last)
        .map(h -> new String(Objects.requireNonNull(h.value()), UTF_8))
        .orElseThrow();
  }
}
