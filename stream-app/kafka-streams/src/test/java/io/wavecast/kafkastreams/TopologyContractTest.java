package io.wavecast.kafkastreams;

import io.wavecast.core.stream.OutputRecord;
import io.wavecast.testkit.contract.EngineContract;
import io.wavecast.testkit.contract.EngineSettings;
import io.wavecast.testkit.contract.StreamUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TopologyContractTest extends EngineContract {
  @TempDir Path dir;

  @Override
  protected StreamUnderTest<OutputRecord> start(EngineSettings settings) {
    try {
      return new TopologyUnderTest(settings, Files.createTempDirectory(dir, "state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
