package io.wavecast.schemas.forecast;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One change of a series' alert state. The latest change fully describes a series' state, so the
 * topic can be compacted.
 *
 * <pre>
 *   OK -> PENDING -> WARNING -> CRITICAL
 *   ^        |          |          |
 *   +--------+          v          v
 *   +------------- RECOVERING &lt;----+
 * </pre>
 *
 * <p>RECOVERING goes back to WARNING or CRITICAL by a relapse; then these end in OK, or are
 * RECOVERING again when the deviation is accepted as normal.
 *
 * @param id identifies the change, see {@link #idOf}
 * @param series the series key
 * @param state the state that it is in now
 * @param previous the state that it was in before
 * @param since when it entered this state, ms since the epoch
 * @param started when it last left OK, ms since the epoch: the start of the incident, also for the
 *     OK that ends it
 * @param score the deviation's score at the change, at least 0
 * @param cause why it changed; its numbers hold {@code value}, the value at the change, and those
 *     of the rule that matter
 * @param rule name of the rule that decided
 * @param reason the cause as a sentence for people, which no program should read
 * @param labels of the series by name, sorted; empty where none are configured
 */
public record Alert(
    String id,
    String series,
    State state,
    State previous,
    long since,
    long started,
    float score,
    Cause cause,
    String rule,
    String reason,
    Map<String, String> labels)
    implements Event {

  public Alert {
    if (state == previous) {
      throw new IllegalArgumentException("state of an alert must differ from the one before");
    }
    if (!(score >= 0) || Float.isInfinite(score)) {
      throw new IllegalArgumentException(
          "score of an alert must be finite and at least 0, got: " + score);
    }
    if (started > since) {
      throw new IllegalArgumentException(
          "an alert must not start after its state began, got: " + started + " > " + since);
    }
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Without labels. */
  public Alert(
      String id,
      String series,
      State state,
      State previous,
      long since,
      long started,
      float score,
      Cause cause,
      String rule,
      String reason) {
    this(id, series, state, previous, since, started, score, cause, rule, reason, Map.of());
  }

  /** The same change with the labels of its series. */
  public Alert withLabels(Map<String, String> labels) {
    return new Alert(
        id, series, state, previous, since, started, score, cause, rule, reason, labels);
  }

  /** The same change with more in its sentence. */
  public Alert withReason(String longer) {
    return new Alert(
        id, series, state, previous, since, started, score, cause, rule, longer, labels);
  }

  /** How a series is. */
  public enum State {
    /** As expected. */
    OK,
    /** It deviates, but not often enough yet. */
    PENDING,
    /** It deviates, or is stale. */
    WARNING,
    /** It deviates much. */
    CRITICAL,
    /** It is as expected again, but not for long enough yet. */
    RECOVERING;

    /** Whether people are notified: from the first WARNING until OK. */
    public boolean isFiring() {
      return this == WARNING || this == CRITICAL || this == RECOVERING;
    }
  }

  /** The id of a change: it depends on nothing but its arguments. */
  public static String idOf(String series, long since, State state) {
    String name = since + " " + state + " " + series;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public long eventTime() {
    return since;
  }
}
