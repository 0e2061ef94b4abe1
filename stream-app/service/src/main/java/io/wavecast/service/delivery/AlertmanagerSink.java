package io.wavecast.service.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to Prometheus' Alertmanager through version 2 of its API ({@code POST /api/v2/alerts}).
 *
 * <p>Alertmanager identifies an alert by its labels. The severity is one of them, so a series that
 * gets worse moves from one alert to another; at any time at most one alert of a series fires.
 * Alertmanager resolves an alert that is not re-sent, so firing alerts are re-sent periodically.
 *
 * @param post posts to its API
 * @param json writes the alerts
 * @param headers additional headers, e.g. Authorization
 * @param keep how long an alert stays firing after it was last sent
 * @param clock now, ms since the epoch
 */
record AlertmanagerSink(
    HttpPost post,
    AlertmanagerJson json,
    Supplier<Map<String, String>> headers,
    Duration keep,
    LongSupplier clock)
    implements AlertSink {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSink.class);
  private static final int MAX_BATCH = 500;

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public int maxBatch() {
    return MAX_BATCH;
  }

  @Override
  public boolean needsRefresh() {
    return true;
  }

  @Override
  public int deliver(List<Notice> changes) throws DeliveryException {
    // of several changes of one alert only the last one is current
    Map<String, AlertmanagerJson.Entry> entries = new LinkedHashMap<>();
    for (Notice change : changes) {
      entries(change)
          .forEach(entry -> entries.put(entry.severity() + entry.notice().subject(), entry));
    }
    return send(List.copyOf(entries.values()));
  }

  @Override
  public void refresh(Collection<Notice> firing) throws DeliveryException {
    send(
        firing.stream()
            .flatMap(
                notice ->
                    Stream.ofNullable(notice.fires()).map(severity -> fires(notice, severity)))
            .toList());
  }

  private List<AlertmanagerJson.Entry> entries(Notice notice) {
    List<AlertmanagerJson.Entry> entries = new ArrayList<>();
    for (Severity severity : notice.ended()) {
      long ended = Math.min(notice.changed(), clock.getAsLong());
      entries.add(new AlertmanagerJson.Entry(notice, severity, ended));
    }
    if (notice.fires() != null) {
      entries.add(fires(notice, notice.fires()));
    }
    return entries;
  }

  private AlertmanagerJson.Entry fires(Notice notice, Severity severity) {
    return new AlertmanagerJson.Entry(notice, severity, clock.getAsLong() + keep.toMillis());
  }

  private int send(List<AlertmanagerJson.Entry> entries) throws DeliveryException {
    int rejected = 0;
    for (int from = 0; from < entries.size(); from += MAX_BATCH) {
      rejected += post(entries.subList(from, Math.min(entries.size(), from + MAX_BATCH)));
    }
    return rejected;
  }

  /**
   * Posts alerts. Alertmanager accepts the valid ones of a list but rejects the complete request,
   * so the invalid ones are found one by one.
   */
  private int post(List<AlertmanagerJson.Entry> entries) throws DeliveryException {
    String rejection = post.post(json.write(entries), headers.get());
    if (rejection.isEmpty()) {
      return 0;
    }
    if (entries.size() == 1) {
      LOG.error("alert of {} was rejected: {}", entries.get(0).notice().labels(), rejection);
      return 1;
    }
    int rejected = 0;
    for (AlertmanagerJson.Entry entry : entries) {
      rejected += post(List.of(entry));
    }
    return rejected;
  }
}
