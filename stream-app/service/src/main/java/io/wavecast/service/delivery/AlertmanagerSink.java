package io.wavecast.service.delivery;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prometheus' Alertmanager, by version 2 of its API ({@code POST /api/v2/alerts}).
 *
 * <p>An alert there is known by its labels. The severity is one of them, so that a series which
 * gets worse moves from one alert to the other: at any time a series has at most one that fires.
 * Alertmanager forgets an alert that it does not hear of again, so what fires is told again and
 * again.
 */
final class AlertmanagerSink implements AlertSink {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSink.class);
  private static final int MOST_AT_ONCE = 500;

  private final HttpPost post;
  private final AlertmanagerJson json;
  private final Map<String, String> headers;
  private final Duration keep;
  private final LongSupplier clock;

  /**
   * @param post to its API
   * @param json how alerts are written
   * @param headers to send along, such as an Authorization
   * @param keep how long an alert fires on after it was told last
   * @param clock now, ms since the epoch
   */
  AlertmanagerSink(
      HttpPost post,
      AlertmanagerJson json,
      Map<String, String> headers,
      Duration keep,
      LongSupplier clock) {
    this.post = post;
    this.json = json;
    this.headers = Map.copyOf(headers);
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alertmanager";
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public boolean forgets() {
    return true;
  }

  @Override
  public int deliver(List<Alert> changes) throws DeliveryException {
    // Of several changes of one alert only the last counts: the others are over.
    Map<String, AlertmanagerJson.Entry> entries = new LinkedHashMap<>();
    for (Alert change : changes) {
      entries(change)
          .forEach(entry -> entries.put(entry.severity() + entry.alert().series(), entry));
    }
    return send(List.copyOf(entries.values()));
  }

  @Override
  public void refresh(Collection<Alert> firing) throws DeliveryException {
    send(firing.stream().map(this::fires).toList());
  }

  private List<AlertmanagerJson.Entry> entries(Alert change) {
    List<AlertmanagerJson.Entry> entries = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      if (change.state().isFiring() && severity == Severity.of(change)) {
        entries.add(fires(change));
      } else if (change.previous().isFiring()) {
        long ended = Math.min(change.since(), clock.getAsLong());
        entries.add(new AlertmanagerJson.Entry(change, severity, ended));
      }
    }
    return entries;
  }

  private AlertmanagerJson.Entry fires(Alert alert) {
    return new AlertmanagerJson.Entry(
        alert, Severity.of(alert), clock.getAsLong() + keep.toMillis());
  }

  private int send(List<AlertmanagerJson.Entry> entries) throws DeliveryException {
    int refused = 0;
    for (int from = 0; from < entries.size(); from += MOST_AT_ONCE) {
      refused += post(entries.subList(from, Math.min(entries.size(), from + MOST_AT_ONCE)));
    }
    return refused;
  }

  /**
   * Alertmanager takes the good ones of a list, and refuses the whole: who is bad must be found.
   */
  private int post(List<AlertmanagerJson.Entry> entries) throws DeliveryException {
    String refusal = post.post(json.write(entries), headers);
    if (refusal.isEmpty()) {
      return 0;
    }
    if (entries.size() == 1) {
      LOG.error("alert of series '{}' was refused: {}", entries.get(0).alert().series(), refusal);
      return 1;
    }
    int refused = 0;
    for (AlertmanagerJson.Entry entry : entries) {
      refused += post(List.of(entry));
    }
    return refused;
  }

  /** How grave an alert is, in the words that Prometheus' users use. */
  enum Severity {
    WARNING,
    CRITICAL;

    /** Of a series that recovers: what it was before. */
    static Severity of(Alert alert) {
      State state = alert.state() == State.RECOVERING ? alert.previous() : alert.state();
      return state == State.CRITICAL ? CRITICAL : WARNING;
    }
  }
}
