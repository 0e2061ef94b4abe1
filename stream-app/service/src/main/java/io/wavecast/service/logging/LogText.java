package io.wavecast.service.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.wavecast.core.text.Throwables;
import java.util.stream.Collectors;

/**
 * The message of a record in one line, with the causes of its failure. Control characters are
 * escaped, so that nothing that a producer sends, such as a series key, can forge a record. At
 * level DEBUG of {@code io.wavecast} a stack trace follows, indented.
 */
public final class LogText extends ThrowableHandlingConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String line = escape(event.getFormattedMessage());
    IThrowableProxy failure = event.getThrowableProxy();
    if (failure == null) {
      return line;
    }
    if (isVerbose()) {
      return line
          + ThrowableProxyUtil.asString(failure)
              .lines()
              .map(l -> "\n\t" + escape(l.strip()))
              .collect(Collectors.joining());
    }
    String causes =
        failure instanceof ThrowableProxy known
            ? Throwables.causes(known.getThrowable())
            : failure.getClassName() + ": " + failure.getMessage();
    return event.getFormattedMessage().contains(causes) ? line : line + ": " + escape(causes);
  }

  private boolean isVerbose() {
    return getContext() instanceof LoggerContext context
        && context.getLogger("io.wavecast").isEnabledFor(Level.DEBUG);
  }

  /** The text with control characters written as in Java: a line break is {@code \n}. */
  static String escape(String text) {
    if (text.chars().noneMatch(LogText::isControl)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                  if (isControl(c)) {
                    escaped.append("\\u%04x".formatted(c));
                  } else {
                    escaped.append((char) c);
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
