package io.wavecast.service.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/**
 * The log before any setting: text on stderr, because stdout is for results, and quiet libraries.
 * Settings and the option {@code --verbose} change levels and format, see {@link Logging}. It is
 * code and no logback.xml, because reading XML took a tenth of a start. With the JVM's property
 * {@code logback.configurationFile} that file counts instead.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogDefaults extends ContextAwareBase implements Configurator {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{24} - %text%n";

  private static final Map<String, Level> LEVELS =
      Map.ofEntries(
          Map.entry(Logger.ROOT_LOGGER_NAME, Level.WARN),
          Map.entry(Logging.PROGRAM, Level.INFO),
          Map.entry("io.wavecast", Level.WARN),
          Map.entry("org.apache.kafka", Level.WARN),
          // every attempt to reach an unavailable broker would be a warning; the service reports it
          // once
          Map.entry("org.apache.kafka.clients.NetworkClient", Level.ERROR),
          Map.entry("org.apache.kafka.clients.ClientUtils", Level.ERROR),
          // errors that a client retries; what it gives up on becomes an exception
          Map.entry("org.apache.kafka.clients.producer.internals.Sender", Level.ERROR),
          // advice on settings that are intentional
          Map.entry("org.apache.kafka.streams.StreamsConfig", Level.ERROR),
          // brokers before 4.1 do not know the question
          Map.entry(
              "org.apache.kafka.clients.admin.internals.DescribeStreamsGroupsHandler", Level.OFF),
          Map.entry("org.apache.kafka.streams.processor.internals.StateDirectory", Level.ERROR),
          Map.entry("org.apache.kafka.controller", Level.ERROR),
          // the embedded broker logs an error for a transaction's first record, which the client
          // retries
          Map.entry("kafka", Level.ERROR),
          Map.entry("org.apache.kafka.server.DefaultAutoTopicCreationManager", Level.ERROR),
          Map.entry("kafka.server.ReplicaManager", Level.OFF),
          Map.entry("org.eclipse.jetty", Level.ERROR),
          Map.entry("oshi", Level.ERROR));

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.getInstanceConverterMap().put("text", LogText::new);
    layout.setPattern(PATTERN);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget(ConsoleTarget.SystemErr.getName());
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
