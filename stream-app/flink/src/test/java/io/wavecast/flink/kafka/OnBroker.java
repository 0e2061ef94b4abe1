package io.wavecast.flink.kafka;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a class share a broker and a folder. */
public abstract class OnBroker {
  @TempDir protected static Path dir;
  protected static TestBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(dir.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }
}
