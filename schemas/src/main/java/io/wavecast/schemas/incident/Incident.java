package io.wavecast.schemas.incident;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One change of an incident: series whose alerts began together. The latest change fully describes
 * the incident, so the topic can be compacted.
 *
 * @param id the same for all changes of an incident, see {@link #idOf}
 * @param state whether a member still alerts
 * @param severity the worst state that a member had: WARNING or CRITICAL
 * @param since when its first member began to alert, ms since the epoch
 * @param changed the time of this change, ms since the epoch, at least {@code since}
 * @param members number of series that have belonged to it, at least 1
 * @param first the member that left OK first
 * @param series the members in the order in which they joined, at most {@link #MAX_SERIES}
 * @param labels what most members share, the most informative first; none where no label is
 * @param cause why its first alert was raised; none where that is not known
 * @param joined the id of the incident that its series turned out to belong to; empty for any other
 * @param reason the same as a sentence for people, which no program should read
 * @param alerting how many of its members still alert, at most {@code members}; of more than 10,000
 *     members those among the first 10,000; empty in events of earlier releases, which do not say
 */
public record Incident(
    String id,
    State state,
    Alert.State severity,
    long since,
    long changed,
    int members,
    String first,
    List<String> series,
    List<SharedLabel> labels,
    Cause cause,
    String joined,
    String reason,
    OptionalInt alerting) {
  /** Most members that are named. */
  public static final int MAX_SERIES = 50;

  public Incident {
    if (severity != Alert.State.WARNING && severity != Alert.State.CRITICAL) {
      throw new IllegalArgumentException(
          "severity of an incident must be WARNING or CRITICAL, got: " + severity);
    }
    if (changed < since) {
      throw new IllegalArgumentException(
          "an incident must not change before it began, got: " + changed + " < " + since);
    }
    if (members < 1 || series.size() > Math.min(members, MAX_SERIES)) {
      throw new IllegalArgumentException(
          "an incident must have 1 or more members and name at most "
              + MAX_SERIES
              + ", got: "
              + members
              + " and "
              + series.size());
    }
    if (alerting.isPresent() && (alerting.getAsInt() < 0 || alerting.getAsInt() > members)) {
      throw new IllegalArgumentException(
          "members that still alert must be in 0.." + members + ", got: " + alerting.getAsInt());
    }
    series = List.copyOf(series);
    labels = List.copyOf(labels);
  }

  /** Whether a member still alerts. */
  public enum State {
    OPEN,
    RESOLVED
  }

  /**
   * A label value of several members.
   *
   * @param name of the label
   * @param value its value
   * @param members how many have it
   */
  public record SharedLabel(String name, String value, int members) {}

  /** The same incident with another sentence. */
  public Incident withReason(String other) {
    return new Incident(
        id, state, severity, since, changed, members, first, series, labels, cause, joined, other,
        alerting);
  }

  /** The id of the incident that a member opens: it depends on nothing but its arguments. */
  public static String idOf(String series, long since) {
    String name = "incident " + since + " " + series;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
