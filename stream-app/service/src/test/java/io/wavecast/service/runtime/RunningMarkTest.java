package io.wavecast.service.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.service.logging.RecordedLog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningMarkTest {
  @TempDir Path dir;

  @Test
  void only_after_a_run_that_did_not_end_are_warnings_announced() {
    try (RecordedLog log = RecordedLog.of("io.wavecast.service.runtime")) {
      mark().begin();
      mark().end();
      mark().begin();
      assertThat(log.lines()).isEmpty();

      mark().begin();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("INFO the last run did not end by itself: warnings of Kafka Streams");
    }
  }

  private RunningMark mark() {
    return new RunningMark(dir.resolve("running"));
  }
}
