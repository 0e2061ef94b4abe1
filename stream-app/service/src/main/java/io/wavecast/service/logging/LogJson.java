package io.wavecast.service.logging;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * One JSON object per line: {@code time} (ISO 8601, UTC), {@code level}, {@code threadName}, {@code
 * loggerName}, {@code formattedMessage} and, after a failure, {@code throwable}.
 */
final class LogJson extends JsonEncoder {
  LogJson() {
    setWithSequenceNumber(false);
    setWithTimestamp(false);
    setWithNanoseconds(false);
    setWithContext(false);
    setWithMarkers(false);
    setWithMDC(false);
    setWithKVPList(false);
    setWithMessage(false);
    setWithFormattedMessage(true);
    setWithArguments(false);
  }

  @Override
  protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
    line.append(VALUE_SEPARATOR);
    appenderMember(line, "time", event.getInstant().toString());
  }
}
