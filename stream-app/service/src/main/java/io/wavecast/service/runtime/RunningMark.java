package io.wavecast.service.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that is there while pipelines run, and afterwards if they did not end by themselves. */
final class RunningMark {
  private static final Logger LOG = LoggerFactory.getLogger(RunningMark.class);
  private final Path file;

  RunningMark(Path file) {
    this.file = file;
  }

  /** Says what to expect of Kafka Streams' log if the last run did not end by itself. */
  void begin() {
    try {
      if (Files.exists(file)) {
        LOG.info(
            "the last run did not end by itself: warnings of Kafka Streams about checkpoints and"
                + " corrupted tasks may follow; it restores local states from Kafka, nothing is lost,"
                + " and no action is needed");
      } else {
        Files.createFile(file);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }

  void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be deleted", file, e);
    }
  }
}
