package io.wavecast.service.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wavecast.core.metrics.Metric;
import io.wavecast.core.text.FailureException;
import io.wavecast.service.logging.RecordedLog;
import io.wavecast.testkit.fakes.InMemoryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final FileWatch watch = new FileWatch(metrics);
  private final List<String> changes = new ArrayList<>();
  private Path first;
  private Path second;

  @BeforeEach
  void writeFiles(@TempDir Path folder) throws Exception {
    first = Files.writeString(folder.resolve("first"), "1");
    second = Files.writeString(folder.resolve("second"), "2");
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void the_last_usable_content_stays_in_use_and_the_metric_says_so() throws Exception {
    WatchedFiles<String> files = watch();
    assertThat(refused()).isEqualTo(Map.of("a.first and a.second", 0.0));

    replace(second, "bad");
    files.check();

    assertThat(files.get()).isEqualTo("12");
    assertThat(files.problem()).isEqualTo("a.second is bad");
    assertThat(refused()).containsValue(1.0);

    Files.delete(second);
    files.check();

    assertThat(files.get()).isEqualTo("12");
    assertThat(files.problem()).endsWith("second cannot be read: no such file or directory");
    assertThat(refused()).containsValue(1.0);

    replace(second, "3");
    files.check();

    assertThat(files.get()).isEqualTo("13");
    assertThat(refused()).containsValue(0.0);
    assertThat(changes).containsExactly("13");
  }

  /** Whoever reads a pipe waits for its writer. */
  @Test
  @Timeout(20)
  void a_pipe_in_place_of_a_file_is_refused() throws Exception {
    WatchedFiles<String> files = watch();
    Files.delete(second);
    assertThat(new ProcessBuilder("mkfifo", second.toString()).start().waitFor()).isZero();

    files.check();

    assertThat(files.get()).isEqualTo("12");
    assertThat(files.problem()).endsWith("second is no regular file");
  }

  @Test
  void more_than_a_mebibyte_is_refused() throws Exception {
    WatchedFiles<String> files = watch();
    replace(second, "2".repeat((1 << 20) + 1));

    files.check();

    assertThat(files.problem()).endsWith("second cannot be read: it holds more than 1 MiB");
  }

  @Test
  void the_former_content_that_comes_back_is_no_change() throws Exception {
    WatchedFiles<String> files = watch();

    replace(first, "bad");
    files.check();
    replace(first, "1");
    files.check();

    assertThat(files.problem()).isEmpty();
    assertThat(changes).isEmpty();
  }

  @Test
  void content_in_use_is_reported_once_and_so_is_a_refused_one() throws Exception {
    try (RecordedLog log = RecordedLog.of("io.wavecast.service.files")) {
      WatchedFiles<String> files = watch();

      replace(first, "4");
      files.check();
      replace(first, "bad");
      files.check();
      replace(first, "5");
      files.check();

      assertThat(log.lines())
          .containsExactly(
              "INFO a.first and a.second: new content is in use",
              "WARN the former content stays in use: a.second is bad",
              "INFO a.first and a.second: new content is in use");
    }
  }

  @Test
  void files_are_read_again_without_a_request() throws Exception {
    WatchedFiles<String> files = watch();

    replace(first, "4");

    await().atMost(Duration.ofSeconds(60)).until(() -> files.get().equals("42"));
  }

  @Test
  void a_closed_watch_reports_nothing() {
    watch();

    watch.close();

    assertThat(refused()).isEmpty();
  }

  @Test
  void files_that_cannot_be_used_at_first_are_refused() throws Exception {
    replace(first, "bad");

    assertThatThrownBy(this::watch)
        .isInstanceOf(FailureException.class)
        .hasMessage("a.second is bad");
  }

  /** In one step, because the watch reads the file meanwhile. */
  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(Path.of(file + ".next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private WatchedFiles<String> watch() {
    return watch.watch(
        "a.first and a.second", List.of(first, second), FileWatchTest::join, changes::add);
  }

  private static String join(List<String> contents) {
    if (contents.contains("bad")) {
      throw new FailureException("a.second is bad");
    }
    return String.join("", contents);
  }

  private Map<String, Double> refused() {
    return metrics.gauges(Metric.FILES_REFUSED);
  }
}
