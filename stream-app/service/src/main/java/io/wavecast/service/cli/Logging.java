package io.wavecast.service.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Quiet unless asked: logback.xml holds the levels, {@code --verbose} lowers them. */
final class Logging {
  private static final Logger LOG = LoggerFactory.getLogger("io.wavecast.service");

  private Logging() {}

  /** Lowers the levels. */
  static void verbose() {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (factory instanceof LoggerContext context) {
      context.getLogger("io.wavecast").setLevel(Level.DEBUG);
      context.getLogger("org.apache.kafka").setLevel(Level.INFO);
      context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.INFO);
      context.getLogger("kafka").setLevel(Level.WARN);
    }
  }

  static void debug(String message) {
    LOG.debug(message);
  }
}
