package io.wavecast.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What {@code flink run} logs, in a separate process: these tests have other log settings. */
class LogLinesTest {
  @ParameterizedTest
  @CsvSource({"UTC, Z", "Asia/Kolkata, +05:30"})
  void a_line_begins_with_a_time_that_says_its_zone(String zone, String offset) throws Exception {
    OffsetDateTime before = OffsetDateTime.now().minusSeconds(1);

    String line = logged(zone);

    assertThat(line).endsWith(" WARN a.Logger - something happened");
    String time = line.substring(0, line.indexOf(' '));
    assertThat(time).endsWith(offset);
    assertThat(OffsetDateTime.parse(time)).isBetween(before, OffsetDateTime.now().plusSeconds(1));
  }

  /** The line of a process in this time zone. */
  private static String logged(String zone) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=" + zone,
                "-cp",
                classPath(),
                LogLinesTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** With the tests last, whose log settings then are not found. */
  private static String classPath() {
    List<String> entries =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    return Stream.of(false, true)
        .flatMap(tests -> entries.stream().filter(e -> e.endsWith("test-classes") == tests))
        .collect(Collectors.joining(File.pathSeparator));
  }

  public static void main(String[] args) {
    LoggerFactory.getLogger("a.Logger").warn("something happened");
  }
}
