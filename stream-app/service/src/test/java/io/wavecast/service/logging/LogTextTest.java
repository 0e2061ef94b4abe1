package io.wavecast.service.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogTextTest {
  private static final String FORGED = "cpu\n2026-01-01T00:00:00Z ERROR forged\r\u001b[2J\u2028";

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void quiet() {
    context.getLogger("io.wavecast").setLevel(Level.WARN);
  }

  @Test
  void a_series_key_cannot_forge_a_line() {
    String line = text(event("alert of series '{}' was rejected", FORGED, null));

    assertThat(line)
        .isEqualTo(
            "alert of series 'cpu\\n2026-01-01T00:00:00Z ERROR forged\\r\\u001b[2J\\u2028' was"
                + " rejected");
  }

  @Test
  void a_failure_is_part_of_the_line_and_cannot_forge_one_either() {
    Exception failure = new IllegalStateException("no\u0007", new RuntimeException("be\tcause"));

    assertThat(text(event("part {} failed", "a", failure)))
        .isEqualTo("part a failed: no\\u0007: be\\tcause");
  }

  @Test
  void a_stack_trace_is_indented() {
    context.getLogger("io.wavecast").setLevel(Level.DEBUG);

    String lines = text(event("failed", "", new IllegalStateException("a\nb")));

    assertThat(lines.lines().skip(1))
        .hasSizeGreaterThan(2)
        .allSatisfy(line -> assertThat(line).startsWith("\t"));
  }

  @Test
  void json_is_one_line_too() {
    LogJson json = new LogJson();
    json.setContext(context);
    json.start();

    String line =
        new String(json.encode(event("key {}", FORGED, new Error(FORGED))), StandardCharsets.UTF_8);

    assertThat(line).endsWith("}\n").contains("\"time\":\"2026-", "\"level\":\"WARN\"");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(line.strip().chars()).noneMatch(Character::isISOControl);
  }

  private LoggingEvent event(String message, String argument, @Nullable Throwable failure) {
    LoggingEvent event =
        new LoggingEvent(
            "test", context.getLogger("a"), Level.WARN, message, failure, new Object[] {argument});
    event.setInstant(java.time.Instant.parse("2026-02-03T04:05:06Z"));
    return event;
  }

  private String text(LoggingEvent event) {
    LogText converter = new LogText();
    converter.setContext(context);
    return converter.convert(event);
  }
}
