package io.wavecast.service.logging;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream whose lines become log records: those of the program at INFO, others, which libraries
 * write to stderr, at WARN of the logger {@code stderr}. Thread-safe.
 */
final class LoggedLines extends OutputStream {
  private static final Logger PROGRAM = LoggerFactory.getLogger(Logging.PROGRAM);
  private static final Logger OTHERS = LoggerFactory.getLogger("stderr");
  private static final String PREFIX = "wavecast: ";

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
    line.reset();
    if (text.startsWith(PREFIX)) {
      PROGRAM.info(text.substring(PREFIX.length()));
    } else if (!text.isEmpty()) {
      OTHERS.warn(text);
    }
  }
}
