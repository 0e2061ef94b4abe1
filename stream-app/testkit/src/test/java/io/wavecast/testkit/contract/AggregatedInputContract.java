package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Raw events are aggregated as one configuration file says, and the result is forecast, on every
 * engine alike.
 */
@Tag("slow")
public abstract class AggregatedInputContract extends ProgramContract {
  private static final int MINUTES = 12;
  private static final long START = 1_700_000_040_000L;

  private static final String CONFIG =
      """
      input.late-policy: dead-letter
      inputs:
      - topics: clicks
        key: "clicks.{/page}"
        timestamp: /at
        aggregate: count
        fill: zero
      - topics: clicks
        name: users
        key: "users.{/page}"
        timestamp: /at
        value: /user
        aggregate: distinct
      """;

  @Test
  void raw_events_become_one_observation_per_minute_and_these_are_forecast() throws Exception {
    Path config = prepare("aggregated", CONFIG);
    Stream<String> clicks =
        IntStream.rangeClosed(0, MINUTES).boxed().flatMap(AggregatedInputContract::clicks);
    topics()
        .send(
            "clicks",
            "k",
            Stream.concat(clicks, Stream.of(click(START, "late"))).toArray(String[]::new));

    start(config);

    assertThat(read("aggregated.forecasts", 2 * (MINUTES - 2))).hasSize(2 * (MINUTES - 2));
    assertThat(read("aggregated.dead-letters", 2))
        .hasSize(2)
        .allMatch(letter -> new String(letter.value(), UTF_8).contains("\"input\":"));
    assertThat(byKey("aggregated.observations"))
        .isEqualTo(
            Map.of(
                "clicks.home", observations(minute -> minute + 1),
                "users.home", observations(minute -> Math.min(3, minute + 1))));
  }

  /** One more each minute, of three users; the last one does not pass the grace of its minute. */
  private static Stream<String> clicks(int minute) {
    return IntStream.rangeClosed(0, minute)
        .mapToObj(i -> click(START + 60_000L * minute + i, "u" + i % 3));
  }

  private static String click(long at, String user) {
    return "{\"page\":\"home\",\"at\":%d,\"user\":\"%s\"}".formatted(at, user);
  }

  /** Of every minute but the last two. */
  private static List<String> observations(IntUnaryOperator value) {
    return IntStream.range(0, MINUTES - 1)
        .mapToObj(
            minute ->
                "{\"timestamp\":%d,\"value\":%s}"
                    .formatted(START + 60_000L * minute, (double) value.applyAsInt(minute)))
        .toList();
  }
}
