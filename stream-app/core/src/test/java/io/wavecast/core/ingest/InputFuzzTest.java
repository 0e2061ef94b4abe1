package io.wavecast.core.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.stream.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mutated payloads become observations or a rejection, nothing else. */
class InputFuzzTest {
  private static final long SEED = 20261127;
  private static final int PAYLOADS = 10_000;

  private static final Map<Input, String> INPUTS = inputs();

  private static Map<Input, String> inputs() {
    Map<Input, String> inputs = new LinkedHashMap<>();
    inputs.put(
        Mapped.timed(
            Mapped.with(
                Mapped.json(
                    "{/resource/attributes/[key=service.name]/value/stringValue}.{/name}.{value}",
                    "/resourceMetrics",
                    "/scopeMetrics",
                    "/metrics",
                    "/sum/dataPoints|/gauge/dataPoints"),
                ValueFields.named(Map.of("double", "/asDouble", "int", "/asInt"))),
            "/timeUnixNano",
            "ns"),
        """
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"web"}}]},
        "scopeMetrics":[{"metrics":[{"name":"cpu","gauge":{"dataPoints":[{"timeUnixNano":"1780000000000000000",
        "asDouble":0.5},{"timeUnixNano":"1780000060000000000","asInt":"7"}]}}]}]}]}
        """);
    inputs.put(
        Mapped.timed(
            Mapped.where(
                Mapped.with(Mapped.json("{key/id}.{/host}.{value}"), ValueFields.at("/fields/*")),
                "/host ~ [a-z]+",
                "/gone missing"),
            "/time",
            "yyyy-MM-dd HH:mm:ss"),
        "{\"host\":\"web\",\"time\":\"2026-05-28 20:26:40\",\"fields\":{\"a\":1e3,\"b\":[true]}}");
    inputs.put(
        Mapped.input(new CsvFormat(List.of("host", "value"), ';'), "{/host}", ""),
        "web;1.5\n\"a;b\";2\n");
    inputs.put(
        Mapped.input(TextFormat.of("(?<name>\\w+):(?<value>[^|]*)\\|.*"), "{/name}", ""),
        "load:0.5|g\nviews:3|c\n");
    inputs.put(Mapped.with(Mapped.input(new NumberFormat(), "n"), ValueFields.at("")), "12.5e3");
    return inputs;
  }

  @Test
  void mutated_payloads_cause_nothing_but_the_documented_rejection() {
    SplittableRandom random = new SplittableRandom(SEED);
    INPUTS.forEach(
        (input, payload) -> {
          InputMapping mapping = new InputMapping(input, 10_000, Duration.ofHours(1));
          byte[] key = "{\"id\":1}".getBytes(UTF_8);
          int read = 0;
          int rejected = 0;
          for (int i = 0; i < PAYLOADS; i++) {
            byte[] value = mutated(payload.getBytes(UTF_8), random);
            List<IngestEvent> events = new ArrayList<>();
            int number = i;

            var why = mapping.map(new RawRecord(key, value, Mapped.TIME, "raw", 0, i), events::add);

            read += events.size();
            rejected += why.isPresent() ? 1 : 0;
            why.ifPresent(
                r ->
                    assertThat(r.message())
                        .as(
                            () ->
                                "seed %d, payload %d: %s"
                                    .formatted(SEED, number, new String(value, UTF_8)))
                        .doesNotContain("cannot be parsed"));
          }
          assertThat(read).as("observations of %s", input).isGreaterThan(PAYLOADS / 50);
          assertThat(rejected).as("rejections of %s", input).isGreaterThan(PAYLOADS / 20);
        });
  }

  /** One to three bytes are replaced, removed, doubled or swapped with others. */
  private static byte[] mutated(byte[] payload, SplittableRandom random) {
    byte[] bytes = payload.clone();
    for (int n = random.nextInt(1, 4); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      int other = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "0123456789eE.-+\"{}[],:;|\n".charAt(random.nextInt(24));
        case 2 -> bytes[at] = bytes[other];
        case 3 -> bytes = spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(9)), 0);
        default -> bytes = spliced(bytes, at, at, random.nextInt(9));
      }
    }
    return bytes;
  }

  /** Removes a range, or repeats what is before it. */
  private static byte[] spliced(byte[] bytes, int from, int to, int repeat) {
    int again = Math.min(repeat, from);
    byte[] result = new byte[bytes.length - (to - from) + again];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(bytes, from - again, result, from, again);
    System.arraycopy(bytes, to, result, from + again, bytes.length - to);
    return result;
  }
}
