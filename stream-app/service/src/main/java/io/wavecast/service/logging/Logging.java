package io.wavecast.service.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.wavecast.config.LogFormat;
import io.wavecast.config.LogKeys;
import io.wavecast.config.LogLevel;
import io.wavecast.config.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log of the process. {@link LogDefaults} is quiet; settings and {@code --verbose}
 * change levels. In JSON, everything that the JVM's code writes to stderr becomes a record.
 * Thread-safe.
 */
public final class Logging {
  /** The logger of what the program says to its user, such as status lines and errors. */
  static final String PROGRAM = "wavecast";

  private static final Logger LOG = LoggerFactory.getLogger(PROGRAM);
  private static final Logger DETAILS = LoggerFactory.getLogger("io.wavecast.service");

  private static volatile boolean json;

  private Logging() {}

  /**
   * Starts the log of a process, before its command line is parsed.
   *
   * @param args of the process
   * @param environment of the process
   */
  public static void start(String[] args, Map<String, String> environment) {
    if (LogKeys.early(List.of(args), environment) == LogFormat.JSON) {
      toJson();
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> DETAILS.error("thread {} failed", thread.getName(), e));
  }

  /** Sets the levels that settings give. */
  public static void apply(Settings settings) {
    if (settings.has(LogKeys.LEVEL)) {
      set("io.wavecast", settings.get(LogKeys.LEVEL));
    }
    settings.get(LogKeys.LEVELS).forEach(Logging::set);
    settings
        .yaml()
        .lines()
        .filter(line -> line.contains(": "))
        .forEach(line -> DETAILS.debug("setting {}", line));
  }

  private static void set(String logger, LogLevel level) {
    set(logger, Level.toLevel(level.name()));
  }

  private static void set(String logger, Level level) {
    context().ifPresent(context -> context.getLogger(logger).setLevel(level));
  }

  /** Lowers the levels, and shows stack traces. */
  public static void verbose() {
    set("io.wavecast", Level.DEBUG);
    set("org.apache.kafka", Level.INFO);
    set("org.apache.kafka.clients.NetworkClient", Level.INFO);
    set("kafka", Level.WARN);
  }

  /** Whether stderr is for programs. */
  public static boolean isJson() {
    return json;
  }

  /** Logs a line about the state of the program. */
  public static void status(String line) {
    LOG.info(line);
  }

  /** Logs a line about a setting that has no effect, or not the one that was meant. */
  public static void warn(String line) {
    LOG.warn(line);
  }

  /**
   * Reports the error that ends the command.
   *
   * @param err where text goes
   * @param line what is wrong, in one line
   * @param details the error, if its stack trace is wanted
   */
  public static void error(PrintWriter err, String line, Optional<Throwable> details) {
    if (json) {
      LOG.error(line, details.orElse(null));
      return;
    }
    err.println("wavecast: " + LogText.escape(line));
    details.ifPresent(e -> e.printStackTrace(err));
    err.flush();
  }

  private static void toJson() {
    LoggerContext context = context().orElseThrow();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    LogJson encoder = new LogJson();
    encoder.setContext(context);
    encoder.start();
    appender.setContext(context);
    appender.setName("JSON");
    appender.setEncoder(encoder);
    appender.setOutputStream(new FileOutputStream(FileDescriptor.err));
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    System.setErr(new PrintStream(new LoggedLines(), true, StandardCharsets.UTF_8));
    json = true;
  }

  private static Optional<LoggerContext> context() {
    return LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        ? Optional.of(context)
        : Optional.empty();
  }
}
