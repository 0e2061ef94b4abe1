package io.wavecast.core.incident;

import io.wavecast.core.text.CauseText;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An incident that is open, or was until a short time ago. It knows its first members by name,
 * which of its members still alert by the hashes of their keys, and how many have each label value.
 * Not thread-safe.
 */
final class OpenIncident {
  /** Members that are followed until they end; further ones are only counted. */
  static final int MAX_FIRING = 10_000;

  /** Label values that are counted; when there are more, the rarest are forgotten. */
  static final int MAX_LABELS = 256;

  private static final int MAX_SHARED = 8;

  /** What it costs a label value, in nats, that a member does not have it. */
  private static final double COINCIDENCE = 1.5;

  final String id;
  Incident.State state = Incident.State.OPEN;
  Alert.State severity = Alert.State.WARNING;
  long since = Long.MAX_VALUE;
  long latest = Long.MIN_VALUE;
  long changed;
  int members;

  /** Why its first alert was raised; none if that is not known. */
  Cause cause = Cause.NONE;

  List<SharedLabel> shared = List.of();
  final List<Member> named = new ArrayList<>();
  final TreeSet<Long> firing = new TreeSet<>();
  final TreeMap<String, Integer> labels = new TreeMap<>();

  OpenIncident(String id) {
    this.id = id;
  }

  /**
   * Takes in a member. One that is named already, and alerts once more, is not counted again.
   *
   * @param why it alerts; none if that is not known
   */
  void add(Member member, boolean fires, Cause why) {
    if (fires && firing.size() < MAX_FIRING) {
      firing.add(member.hash());
    }
    latest = Math.max(latest, member.since());
    if (named.stream().anyMatch(other -> other.series().equals(member.series()))) {
      return;
    }
    members++;
    boolean hasRoom = named.size() < Incident.MAX_SERIES;
    if (hasRoom) {
      named.add(member);
    }
    if (member.since() < since) {
      since = member.since();
      cause = hasRoom ? why : Cause.NONE;
    }
    for (String label : member.labels()) {
      if (!label.equals(Member.UNLABELLED)) {
        labels.merge(label, 1, Integer::sum);
      }
    }
    if (labels.size() > MAX_LABELS) {
      forgetRarest();
    }
  }

  /** Forgets the rarer half of the label values. */
  void forgetRarest() {
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit((labels.size() + 1) / 2)
        .map(Map.Entry::getKey)
        .toList()
        .forEach(labels::remove);
  }

  /** Gives a member away; returns whether it fires. One member always stays named. */
  boolean remove(Member member) {
    members--;
    if (isFirst(member)) {
      cause = Cause.NONE;
    }
    if (named.size() > 1) {
      named.removeIf(other -> other.series().equals(member.series()));
    }
    since = named.stream().mapToLong(Member::since).min().orElse(since);
    member
        .labels()
        .forEach(label -> labels.computeIfPresent(label, (l, n) -> n == 1 ? null : n - 1));
    return firing.remove(member.hash());
  }

  /** Takes in why a member alerts, in case that its alert is the first one. */
  void explain(Member member, Cause why) {
    if (cause.equals(Cause.NONE) && isFirst(member)) {
      cause = why;
    }
  }

  /** Why a member alerted, if its alert is the first one; else none. */
  Cause causeOf(Member member) {
    return isFirst(member) ? cause : Cause.NONE;
  }

  private boolean isFirst(Member member) {
    return !named.isEmpty() && firstAlert().equals(member.series());
  }

  /** The series of the named member that alerted first; it may have left OK later than another. */
  String firstAlert() {
    return named.stream().min(Comparator.comparingLong(Member::since)).orElseThrow().series();
  }

  /** How many members still alert; of those that are followed. */
  int alerting() {
    return Math.min(members, firing.size());
  }

  /** The named member that left OK first. */
  Member first() {
    return named.stream().min(Member.FIRST_MOVER).orElseThrow();
  }

  /** Updates what most members share, the most informative first. */
  void share(LabelSample.Information information) {
    Comparator<Map.Entry<String, Integer>> mostTelling =
        Comparator.comparingDouble(
            e ->
                (members - e.getValue()) * COINCIDENCE
                    - (e.getValue() - 1) * Math.max(0, information.of(e.getKey())));
    shared =
        labels.entrySet().stream()
            .filter(e -> members > 1 && 2 * e.getValue() > members)
            .sorted(mostTelling.thenComparing(Map.Entry::getKey))
            .limit(MAX_SHARED)
            .map(e -> shared(e.getKey(), e.getValue()))
            .toList();
  }

  private static SharedLabel shared(String label, int members) {
    int equals = label.indexOf('=');
    return new SharedLabel(label.substring(0, equals), label.substring(equals + 1), members);
  }

  /** The last event of one whose members have all moved to another incident. */
  Incident merged(long time, String other) {
    String series = first().series();
    Incident event =
        new Incident(
            id,
            Incident.State.RESOLVED,
            severity,
            since,
            Math.max(time, since),
            1,
            series,
            List.of(series),
            List.of(),
            Cause.NONE,
            other,
            "",
            OptionalInt.of(0));
    return event.withReason(CauseText.reason(event, series, Duration.ZERO));
  }

  /**
   * The event that describes it now.
   *
   * @param time of the change, ms since the epoch
   * @param note precedes the reason, or an empty text
   */
  Incident event(long time, String note) {
    changed = Math.max(time, since);
    Incident event =
        new Incident(
            id,
            state,
            severity,
            since,
            changed,
            members,
            first().series(),
            named.stream().map(Member::series).toList(),
            shared,
            cause,
            "",
            "",
            OptionalInt.of(alerting()));
    Duration within = Duration.ofMillis(latest - since);
    return event.withReason(note + CauseText.reason(event, firstAlert(), within));
  }
}
