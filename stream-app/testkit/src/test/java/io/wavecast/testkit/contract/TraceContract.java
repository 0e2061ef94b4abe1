package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.Header;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.TraceContext;
import io.wavecast.schemas.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each output has the trace context of the observation that caused it, on every engine. */
public abstract class TraceContract {
  private static final String STEADY = "steady";
  private static final String UNTRACED = "untraced";

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest<OutputRecord> start(EngineSettings settings);

  @Test
  void every_output_has_the_context_of_the_observation_that_caused_it() {
    List<OutputRecord> outputs;
    List<DeadLetter> letters;
    try (StreamUnderTest<OutputRecord> stream = start(EngineSettings.DEFAULT)) {
      for (int i = 0; i < 120; i++) {
        // after 100 values of a calm series everything is far off, so that it alerts
        double value = i < 100 ? Math.sin(i) : 1e6;
        stream.send(STEADY.getBytes(UTF_8), bytes(i, value), i * 1000L, traced(i));
        stream.send(UNTRACED.getBytes(UTF_8), bytes(i, value), i * 1000L, invalid(i));
      }
      stream.send(STEADY.getBytes(UTF_8), "?".getBytes(UTF_8), 1, traced(999));
      stream.settle();
      outputs = stream.events();
      letters = stream.deadLetters();
    }

    assertThat(letters).hasSize(1);
    Map<String, List<OutputRecord>> byKey =
        outputs.stream()
            .collect(
                Collectors.groupingBy(
                    output -> new String(Objects.requireNonNull(output.key()), UTF_8)));
    List<OutputRecord> steady = byKey.getOrDefault(STEADY, List.of());
    List<OutputRecord> untraced = byKey.getOrDefault(UNTRACED, List.of());
    assertThat(steady)
        .hasSizeGreaterThan(230)
        .allSatisfy(
            output ->
                assertThat(texts(output.headers()))
                    .isEqualTo(texts(traced((int) (output.timestamp() / 1000)))));
    assertThat(steady.stream().map(OutputRecord::topic).distinct())
        .containsExactlyInAnyOrder("test.forecasts", "test.deviations", "test.alerts");
    assertThat(untraced)
        .hasSameSizeAs(steady)
        .allSatisfy(output -> assertThat(output.headers()).isEmpty());
  }

  private static byte[] bytes(int i, double value) {
    return "{\"timestamp\":%d,\"value\":%s}".formatted(i * 1000L, value).getBytes(UTF_8);
  }

  private static List<Header> traced(int i) {
    return List.of(
        header(TraceContext.PARENT, "00-%032x-%016x-01".formatted(i + 1, i + 1)),
        header(TraceContext.STATE, "test=" + i));
  }

  private static List<Header> invalid(int i) {
    return List.of(header(TraceContext.PARENT, "00-%032x-%016x".formatted(i + 1, i + 1)));
  }

  private static Header header(String name, String value) {
    return new Header(name, value.getBytes(UTF_8));
  }

  private static Map<String, String> texts(List<Header> headers) {
    return headers.stream()
        .collect(
            Collectors.toMap(
                Header::name, header -> new String(Objects.requireNonNull(header.value()), UTF_8)));
  }
}
