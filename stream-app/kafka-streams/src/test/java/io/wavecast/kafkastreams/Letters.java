package io.wavecast.kafkastreams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads dead letters back from the records that carry them. */
final class Letters {
  private Letters() {}

  static DeadLetter of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    String reason = header(headers, DeadLetter.ERROR_CLASS);
    return new DeadLetter(
        key,
        value,
        Arrays.stream(Reason.values())
            .filter(r -> r.label().equals(reason))
            .findFirst()
            .orElseThrow(),
        header(headers, DeadLetter.ERROR_MESSAGE),
        header(headers, DeadLetter.SOURCE_TOPIC),
        Integer.parseInt(header(headers, DeadLetter.SOURCE_PARTITION)),
        Long.parseLong(header(headers, DeadLetter.SOURCE_OFFSET)));
  }

  static String header(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }
}
