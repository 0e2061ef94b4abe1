package io.wavecast.service.resilience;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a class share a broker. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("slow")
abstract class OnBroker {
  static StreamsOnBroker kafka;

  @BeforeAll
  static void start(@TempDir Path dir) {
    kafka = new StreamsOnBroker(dir);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }
}
