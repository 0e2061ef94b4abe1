package io.wavecast.core.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.InputReader;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.schemas.BadRecordException;
import io.wavecast.schemas.BadRecordException.Reason;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObservationInputTest {
  private final ObservationInput format = new ObservationInput(ObservationFormat.DEFAULT);
  private final InputReader<Observation> reader = new InputReader<>(format);

  @Test
  void a_readable_record_becomes_an_observation() {
    assertThat(reader.read(record("{\"timestamp\":7,\"value\":2.5}")))
        .isEqualTo(new Observation("cpu", 7, 2.5));
  }

  @Test
  void any_bytes_are_parsed_or_rejected_without_another_exception() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] good = "{\"timestamp\":7,\"value\":[2.5,{\"a\":null}]}".getBytes(UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int k = random.nextInt(1, 6); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        reader.read(new RawRecord(bytes, bytes, random.nextLong(), "t", 0, 0));
      } catch (BadRecordException expected) {
        assertThat(expected.reason()).isNotNull();
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", record " + new String(bytes, UTF_8), e);
      }
    }
  }

  @Test
  void a_record_without_key_value_or_utf_8_is_bad() {
    byte[] one = "1".getBytes(UTF_8);
    assertBad(new RawRecord(null, one, 0, "t", 0, 0), Reason.BAD_KEY);
    assertBad(new RawRecord(new byte[0], one, 0, "t", 0, 0), Reason.BAD_KEY);
    assertBad(new RawRecord(new byte[] {(byte) 0xff}, one, 0, "t", 0, 0), Reason.BAD_KEY);
    assertBad(record(null), Reason.MALFORMED);
    assertBad(record(""), Reason.MALFORMED);
  }

  @Test
  void a_rejected_record_costs_no_stack_trace() {
    assertThatThrownBy(() -> reader.read(record("NaN")))
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void what_is_encoded_is_decoded_in_another_process() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(format);
    ObservationInput other =
        (ObservationInput)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    Observation observation = new Observation("cpu", 7, -2.5);

    assertThat(other.decode(format.key(observation), format.encode(observation, record(null))))
        .isEqualTo(observation);
    for (Map<String, String> labels :
        List.of(Map.of("a", "ü", "b", "x"), Map.<String, String>of())) {
      Observation labelled = new Observation("cpu", 7, -2.5, labels);
      assertThat(other.decode("cpu", format.encode(labelled, record(null)))).isEqualTo(labelled);
    }
    assertThat(format.encode(observation, record(null))).hasSize(16);
    assertThat(other.parse(record("{\"timestamp\":7,\"value\":-2.5}"))).isEqualTo(observation);
  }

  private void assertBad(RawRecord record, Reason reason) {
    assertThatThrownBy(() -> reader.read(record))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static RawRecord record(@Nullable String value) {
    return new RawRecord(
        "cpu".getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), 1, "in", 3, 42);
  }
}
