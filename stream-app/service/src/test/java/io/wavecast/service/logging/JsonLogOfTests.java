package io.wavecast.service.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wavecast.broker.SecuredBroker;
import io.wavecast.testkit.security.TestCertificates;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.LoggerFactory;

/**
 * Writes every record that the tests of this module log in the JSON of the service too, and fails
 * the test run if one is not exactly one line with one object. So every message and failure that
 * any test provokes checks the layout. No record may contain a secret that tests plant.
 */
public final class JsonLogOfTests implements LauncherSessionListener {
  private static final String NAME = "json-log-of-tests";
  private static final int SHOWN = 10;
  private static final List<String> SECRETS =
      List.of(SecuredBroker.SECRET, TestCertificates.PASSWORD);

  private final Queue<String> invalid = new ConcurrentLinkedQueue<>();
  private final AtomicLong records = new AtomicLong();

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    LogJson layout = new LogJson();
    layout.setContext(context);
    layout.start();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            check(new String(layout.encode(event), UTF_8));
          }
        };
    appender.setContext(context);
    appender.setName(NAME);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    System.out.printf(
        "%d log records are JSON without a secret, %d are not%n", records.get(), invalid.size());
    if (!invalid.isEmpty()) {
      List<String> some = invalid.stream().limit(SHOWN).toList();
      throw new AssertionError(
          invalid.size()
              + " log records are not JSON, or show a secret:\n"
              + String.join("\n", some));
    }
  }

  private void check(String line) {
    records.incrementAndGet();
    if (SECRETS.stream().anyMatch(line::contains)) {
      invalid.add("a secret: " + line);
    }
    try (JsonParser json = new JsonFactory().createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      json.skipChildren();
      if (json.nextToken() != null || line.indexOf('\n') != line.length() - 1) {
        throw new IOException("more than one line or object");
      }
    } catch (IOException e) {
      invalid.add(e.getMessage() + ": " + line);
    }
  }
}
