package io.wavecast.core.incident;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.incident.Incident;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All open incidents, and what is needed to join the next alert to one of them. Events depend only
 * on the changes and their order. Not thread-safe.
 *
 * <p>For each series that begins to alert, the recent ones are explained by common causes again,
 * and each cause becomes the incident that most of its members are in already:
 *
 * <pre>
 *   recent members   a  b  c  d  e  f      window: since not long ago
 *   causes           [zone=b ]  [host=7]   e.g. b moves to the incident of zone=b
 *   incidents        [X      ]  [Y     ]
 * </pre>
 */
final class IncidentBook {
  /** Recent members that are looked at. */
  static final int MAX_RECENT = 512;

  /** Incidents that are open at the same time; the one without a change for longest is given up. */
  static final int MAX_OPEN = 256;

  private final long window;
  final LabelSample sample = new LabelSample();
  final TreeMap<String, OpenIncident> incidents = new TreeMap<>();
  final Deque<Member> recent = new ArrayDeque<>();

  /** The incident of each recent member. */
  final Map<Long, String> placed = new HashMap<>();

  /** The incident of each series that alerts and is followed: what all incidents' sets hold. */
  private final Map<Long, String> firing = new HashMap<>();

  private int opened;

  /** With the longest time between two members that begin together. */
  IncidentBook(Duration window) {
    this.window = window.toMillis();
  }

  /** Takes in an incident that was stored. */
  void restore(OpenIncident incident) {
    incidents.put(incident.id, incident);
    incident.firing.forEach(hash -> firing.put(hash, incident.id));
  }

  /** The number of incidents that are open. */
  int open() {
    return (int) incidents.values().stream().filter(i -> i.state == Incident.State.OPEN).count();
  }

  /** The number of series that alert in an open incident and are followed. */
  int alerting() {
    return firing.size();
  }

  /** The number of incidents opened since the last call. */
  int takeOpened() {
    int n = opened;
    opened = 0;
    return n;
  }

  /** Takes in a change; returns the changes of incidents, in order. */
  List<Incident> apply(AlertChange change) {
    Alert alert = change.alert();
    long hash = SeriesHash.of(change.series());
    prune(change.time());
    if (alert == null) {
      return end(hash, change.time());
    }
    Member member = Member.of(alert);
    sample.add(hash, member.labels());
    String known = firing.get(hash);
    if (known == null) {
      return alert.state() == Alert.State.WARNING || alert.state() == Alert.State.CRITICAL
          ? begin(member, alert)
          : List.of();
    }
    return alert.state().isFiring() ? worsen(known, alert) : end(hash, change.time());
  }

  private List<Incident> worsen(String id, Alert alert) {
    OpenIncident incident = get(id);
    if (alert.state() != Alert.State.CRITICAL || incident.severity == Alert.State.CRITICAL) {
      return List.of();
    }
    incident.severity = Alert.State.CRITICAL;
    return List.of(incident.event(alert.since(), ""));
  }

  private List<Incident> end(long hash, long time) {
    String id = firing.remove(hash);
    if (id == null) {
      return List.of();
    }
    OpenIncident incident = get(id);
    incident.firing.remove(hash);
    if (incident.firing.isEmpty()) {
      incident.state = Incident.State.RESOLVED;
    }
    return List.of(incident.event(time, ""));
  }

  private List<Incident> begin(Member member, Alert alert) {
    String former = placed.get(member.hash());
    Set<OpenIncident> touched = new LinkedHashSet<>();
    if (former != null) {
      OpenIncident again = get(former);
      again.firing.add(member.hash());
      touched.add(again);
    } else {
      recent.addLast(member);
      if (recent.size() > MAX_RECENT) {
        forgetOldest();
      }
      new Placement(this, member, touched).run();
    }
    OpenIncident own = get(Objects.requireNonNull(placed.get(member.hash())));
    follow(member, own);
    own.severity = alert.state() == Alert.State.CRITICAL ? alert.state() : own.severity;
    if (former == null) {
      own.explain(member, alert.cause());
    }
    List<Incident> events = new ArrayList<>();
    LabelSample.Information information = sample.without(recent);
    for (OpenIncident incident : touched) {
      events.add(describe(incident, own, information, alert.since()));
    }
    giveUp(alert.since()).ifPresent(events::add);
    return events;
  }

  private Incident describe(
      OpenIncident incident, OpenIncident own, LabelSample.Information information, long time) {
    if (incident.members == 0) {
      incidents.remove(incident.id);
      return incident.merged(time, own.id);
    }
    incident.state = incident.firing.isEmpty() ? Incident.State.RESOLVED : Incident.State.OPEN;
    incident.share(information);
    return incident.event(time, "");
  }

  /** Moves a member, or places a new one. */
  void place(Member member, OpenIncident to, Set<OpenIncident> touched) {
    String from = placed.put(member.hash(), to.id);
    if (to.id.equals(from)) {
      return;
    }
    OpenIncident left = from == null ? null : get(from);
    Cause cause = left == null ? Cause.NONE : left.causeOf(member);
    to.add(member, left == null || left.remove(member), cause);
    if (left != null) {
      touched.add(left);
      follow(member, to);
    }
    touched.add(to);
  }

  /** Remembers where a member is, unless its incident has too many to follow it. */
  private void follow(Member member, OpenIncident incident) {
    if (incident.firing.contains(member.hash())) {
      firing.put(member.hash(), incident.id);
    } else {
      firing.remove(member.hash());
    }
  }

  /** A new incident, which one of these members opens. */
  OpenIncident open(List<Member> members) {
    String id = "";
    for (Member member : members) {
      id = Incident.idOf(member.series(), member.since());
      if (!incidents.containsKey(id)) {
        break;
      }
    }
    OpenIncident incident = new OpenIncident(id);
    incidents.put(id, incident);
    opened++;
    return incident;
  }

  /**
   * Forgets what matters least until the stored form fits. In this order: open incidents, the one
   * without a change for longest first; recent members; known series; label values of the incident
   * that is left.
   *
   * @param maxBytes largest size of the stored form
   * @param time of the change that made it grow, ms since the epoch
   * @return the last events of incidents that were given up
   */
  List<Incident> shrink(int maxBytes, long time) {
    List<Incident> events = new ArrayList<>();
    while (BookBytes.size(this) > maxBytes) {
      if (open() > 1) {
        events.add(giveUpOldest(time, "given up, the open incidents are too large to be stored: "));
      } else if (recent.size() > 1) {
        for (int n = recent.size() / 2; n > 0; n--) {
          forgetOldest();
        }
      } else if (sample.entries().size() > 1) {
        sample.halve();
      } else if (incidents.values().stream().anyMatch(i -> !i.labels.isEmpty())) {
        incidents.values().forEach(OpenIncident::forgetRarest);
      } else {
        break;
      }
      forgetUnused();
    }
    return events;
  }

  OpenIncident get(String id) {
    return Objects.requireNonNull(incidents.get(id), id);
  }

  private Optional<Incident> giveUp(long time) {
    return open() <= MAX_OPEN
        ? Optional.empty()
        : Optional.of(giveUpOldest(time, "given up, too many incidents are open: "));
  }

  private Incident giveUpOldest(long time, String note) {
    OpenIncident oldest =
        incidents.values().stream()
            .filter(i -> i.state == Incident.State.OPEN)
            .min(Comparator.comparingLong((OpenIncident i) -> i.changed).thenComparing(i -> i.id))
            .orElseThrow();
    oldest.firing.forEach(firing::remove);
    oldest.firing.clear();
    oldest.state = Incident.State.RESOLVED;
    return oldest.event(time, note);
  }

  private void forgetOldest() {
    placed.remove(recent.removeFirst().hash());
  }

  private void prune(long time) {
    boolean pruned = false;
    while (!recent.isEmpty() && recent.getFirst().since() < time - window) {
      forgetOldest();
      pruned = true;
    }
    if (pruned || recent.isEmpty()) {
      forgetUnused();
    }
  }

  private void forgetUnused() {
    Set<String> used = new HashSet<>(placed.values());
    incidents.values().removeIf(i -> i.state == Incident.State.RESOLVED && !used.contains(i.id));
  }
}
