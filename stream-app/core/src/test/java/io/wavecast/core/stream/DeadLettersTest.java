package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.aggregate.AggregationSpec;
import io.wavecast.core.metrics.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G5: every dead letter has its reason, and is counted. */
class DeadLettersTest {
  private static final Rejection WHY =
      new Rejection(Reason.NOT_FINITE, "value must be finite, got: NaN");

  /** What DeadLetters reserves for its own headers. */
  private static final int RESERVED = 4096;

  private final CountingMetrics metrics = new CountingMetrics();
  private final List<String> log = new ArrayList<>();
  private long now = 5;
  private final DeadLetters letters =
      new DeadLetters(
          new AggregationSpec(
                  "in",
                  "out",
                  "dead",
                  Map.of(),
                  LatePolicy.DROP,
                  AggregationSpec.DEFAULT_EXPIRE_AFTER,
                  RESERVED + 1000)
              .io(),
          metrics,
          log::add,
          () -> now);

  @Test
  void every_reason_is_counted_from_the_start_so_that_the_first_dead_letters_are_a_rise() {
    assertThat(letters).isNotNull();
    assertThat(metrics.labelled)
        .containsAllEntriesOf(
            Arrays.stream(Reason.values())
                .collect(
                    toMap(reason -> "wavecast.dead.letters in " + reason.label(), reason -> 0L)));
  }

  @Test
  void a_dead_letter_holds_the_untouched_bytes_and_their_position() {
    RawRecord record = record("NaN");

    OutputRecord output = letters.of(record, WHY);

    assertThat(output.topic()).isEqualTo("dead");
    assertThat(output.timestamp()).isEqualTo(record.timestamp());
    assertThat(output.key()).isSameAs(record.key());
    assertThat(output.value()).isSameAs(record.value());
    assertThat(headers(output))
        .containsEntry(DeadLetter.ERROR_CLASS, "not-finite")
        .containsEntry(DeadLetter.ERROR_MESSAGE, "value must be finite, got: NaN")
        .containsEntry(DeadLetter.SOURCE_TOPIC, "in")
        .containsEntry(DeadLetter.SOURCE_PARTITION, "3")
        .containsEntry(DeadLetter.SOURCE_OFFSET, "42");
    assertThat(metrics.of(Metric.DEAD_LETTERS, "in not-finite")).isEqualTo(1);
  }

  @Test
  void the_records_own_headers_come_first_unless_they_have_a_name_of_ours() {
    RawRecord record =
        record(
            "NaN",
            new Header("trace", "abc".getBytes(UTF_8)),
            new Header(DeadLetter.ERROR_CLASS, "old".getBytes(UTF_8)),
            new Header(DeadLetters.SOURCE_KEY, "key".getBytes(UTF_8)),
            new Header("empty", null));

    OutputRecord output = letters.of(record, WHY);

    assertThat(output.headers())
        .extracting(Header::name)
        .containsExactly(
            "trace",
            "empty",
            DeadLetter.ERROR_CLASS,
            DeadLetter.ERROR_MESSAGE,
            DeadLetter.SOURCE_TOPIC,
            DeadLetter.SOURCE_PARTITION,
            DeadLetter.SOURCE_OFFSET);
    assertThat(headers(output)).containsEntry(DeadLetter.ERROR_CLASS, "not-finite");
  }

  @Test
  void a_record_that_is_too_large_loses_its_bytes_and_headers_and_the_message_says_so() {
    Header header = new Header("h".repeat(10), new byte[54]); // 16 + 3 * 10 + 54 bytes
    RawRecord fits = record("x".repeat(897), header);
    RawRecord large = record("x".repeat(898), header);

    OutputRecord complete = letters.of(fits, WHY);
    OutputRecord cut = letters.of(large, WHY);

    assertThat(complete.value()).isSameAs(fits.value());
    assertThat(cut.headers()).hasSize(5);
    assertThat(cut.key()).isNull();
    assertThat(cut.value()).isNull();
    assertThat(message(cut))
        .endsWith("left out, too large to be sent: key, value and headers, 1001 bytes");
    assertThat(headers(cut)).containsEntry(DeadLetter.SOURCE_OFFSET, "42");
    assertThat(metrics.of(Metric.DEAD_LETTERS_TRUNCATED)).isEqualTo(1);
  }

  @Test
  void a_record_that_is_too_large_keeps_its_trace_context() {
    byte[] trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8);

    OutputRecord cut =
        letters.of(record("x".repeat(5000), new Header(TraceContext.PARENT, trace)), WHY);

    assertThat(cut.value()).isNull();
    assertThat(cut.headers()).hasSize(6).contains(new Header(TraceContext.PARENT, trace));
  }

  @Test
  void a_long_message_is_cut() {
    OutputRecord letter =
        letters.of(record("1"), new Rejection(Reason.MALFORMED, "m".repeat(5000)));

    assertThat(message(letter)).hasSize(DeadLetters.MAX_MESSAGE);
  }

  @Test
  void one_line_in_ten_seconds_is_logged_and_never_the_payload() {
    letters.of(record("secret"), WHY);
    letters.of(record("secret"), WHY);
    now += DeadLetters.LOG_INTERVAL_NANOS - 1;
    letters.of(record("secret"), WHY);
    now += 1;
    letters.of(record("secret"), WHY);

    assertThat(log).hasSize(2);
    assertThat(log.get(0))
        .contains("topic=in partition=3 offset=42 reason=not-finite")
        .endsWith("more=0")
        .doesNotContain("secret");
    assertThat(log.get(1)).endsWith("more=2");
  }

  @Test
  void a_message_that_quotes_the_payload_is_in_the_dead_letter_and_not_in_the_log() {
    Rejection why = new Rejection(Reason.MALFORMED, "unexpected 'secret'");

    OutputRecord letter = letters.of(record("{\"password\":secret}"), why);

    assertThat(message(letter)).contains("secret");
    assertThat(log).hasSize(1).first().asString().contains("reason=malformed");
    assertThat(log.get(0)).doesNotContain("secret");
  }

  /** The last value of each header that has one. */
  private static Map<String, String> headers(OutputRecord letter) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : letter.headers()) {
      if (header.value() != null) {
        headers.put(header.name(), new String(header.value(), UTF_8));
      }
    }
    return headers;
  }

  private static String message(OutputRecord letter) {
    return headers(letter).get(DeadLetter.ERROR_MESSAGE);
  }

  private static RawRecord record(String value, Header... headers) {
    return new RawRecord(
        "cpu".getBytes(UTF_8), value.getBytes(UTF_8), 1, "in", 3, 42, List.of(headers));
  }
}
