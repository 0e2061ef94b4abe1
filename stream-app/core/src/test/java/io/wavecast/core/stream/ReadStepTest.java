package io.wavecast.core.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wavecast.core.forecast.batch.CountingMetrics;
import io.wavecast.core.metrics.Metric;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.DeadLetter;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadStepTest {
  private static final BadRecordException WHY =
      new BadRecordException(Reason.NOT_FINITE, "value must be finite, got: NaN");

  private final CountingMetrics metrics = new CountingMetrics();
  private final List<String> log = new ArrayList<>();
  private long now = 5;
  private final ReadStep step =
      new ReadStep(
          new ObservationCodec(ObservationFormat.DEFAULT), 1000, metrics, log::add, () -> now);

  @Test
  void every_reason_is_told_from_the_start_so_that_the_first_dead_letters_are_a_rise() {
    assertThat(step).isNotNull();
    assertThat(metrics.labelled)
        .containsAllEntriesOf(
            Arrays.stream(Reason.values())
                .collect(toMap(reason -> "DEAD_LETTERS " + reason.label(), reason -> 0L)));
  }

  @Test
  void a_readable_record_becomes_an_observation() {
    assertThat(step.read(record("{\"timestamp\":7,\"value\":2.5}")))
        .isEqualTo(new Observation("cpu", 7, 2.5));
  }

  @Test
  void whatever_the_bytes_are_a_record_is_read_or_bad_and_nothing_else_is_thrown() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = "{\"timestamp\":7,\"value\":[2.5,{\"a\":null}]}".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        step.read(new RawRecord(bytes, bytes, random.nextLong(), "t", 0, 0));
      } catch (BadRecordException expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", record " + new String(bytes, UTF_8), e);
      }
    }
  }

  @Test
  void a_record_without_key_value_or_utf_8_is_bad() {
    assertBad(new RawRecord(null, "1".getBytes(UTF_8), 0, "t", 0, 0), Reason.BAD_SERIES);
    assertBad(new RawRecord(new byte[0], "1".getBytes(UTF_8), 0, "t", 0, 0), Reason.BAD_SERIES);
    assertBad(
        new RawRecord(new byte[] {(byte) 0xff}, "1".getBytes(UTF_8), 0, "t", 0, 0),
        Reason.BAD_SERIES);
    assertBad(record(null), Reason.MALFORMED);
    assertBad(record(""), Reason.MALFORMED);
  }

  @Test
  void a_dead_letter_holds_the_untouched_bytes_and_where_they_came_from() {
    RawRecord record = record("NaN");

    DeadLetter letter = step.setAside(record, 200, WHY);

    assertThat(letter.key()).isSameAs(record.key());
    assertThat(letter.value()).isSameAs(record.value());
    assertThat(letter.headers())
        .containsEntry(DeadLetter.ERROR_CLASS, "not-finite")
        .containsEntry(DeadLetter.ERROR_MESSAGE, "value must be finite, got: NaN")
        .containsEntry(DeadLetter.SOURCE_TOPIC, "in")
        .containsEntry(DeadLetter.SOURCE_PARTITION, "3")
        .containsEntry(DeadLetter.SOURCE_OFFSET, "42");
    assertThat(metrics.of(Metric.DEAD_LETTERS)).isEqualTo(1);
  }

  @Test
  void a_record_too_large_to_be_sent_goes_without_its_bytes_and_says_so() {
    RawRecord fits = record("x".repeat(797));
    RawRecord large = record("x".repeat(798));

    DeadLetter whole = step.setAside(fits, 200, WHY);
    DeadLetter cut = step.setAside(large, 200, WHY);

    assertThat(whole.value()).isSameAs(fits.value());
    assertThat(cut.key()).isNull();
    assertThat(cut.value()).isNull();
    assertThat(cut.message()).endsWith("left out, too large to be sent: key and value, 801 bytes");
    assertThat(cut.offset()).isEqualTo(42);
    assertThat(metrics.of(Metric.DEAD_LETTERS_TRUNCATED)).isEqualTo(1);
  }

  @Test
  void one_line_in_ten_seconds_is_logged_and_never_the_payload() {
    step.setAside(record("secret"), 200, WHY);
    step.setAside(record("secret"), 200, WHY);
    now += DeadLetters.LOG_INTERVAL_NANOS - 1;
    step.setAside(record("secret"), 200, WHY);
    now += 1;
    step.setAside(record("secret"), 200, WHY);

    assertThat(log).hasSize(2);
    assertThat(log.get(0))
        .contains("topic=in partition=3 offset=42 reason=not-finite")
        .endsWith("more=0")
        .doesNotContain("secret");
    assertThat(log.get(1)).endsWith("more=2");
  }

  @Test
  void an_error_that_quotes_the_payload_is_told_by_the_dead_letter_and_not_logged() {
    RawRecord record = record("{\"password\":secret}");
    BadRecordException why =
        catchThrowableOfType(BadRecordException.class, () -> step.read(record));

    DeadLetter letter = step.setAside(record, 200, why);

    assertThat(letter.message()).contains("secret");
    assertThat(log).hasSize(1).first().asString().contains("reason=malformed");
    assertThat(log.get(0)).doesNotContain("secret");
  }

  private void assertBad(RawRecord record, Reason reason) {
    assertThatThrownBy(() -> step.read(record))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static RawRecord record(@Nullable String value) {
    return new RawRecord(
        "cpu".getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), 1, "in", 3, 42);
  }
}
