package io.wavecast.core.incident;

import io.wavecast.core.incident.CommonCauses.Cause;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the incident of a new member, and moves recent ones whose common cause has become clearer.
 *
 * @param book all incidents
 * @param member that has just begun to alert, already among the recent ones
 * @param touched is filled with the incidents that change
 */
record Placement(IncidentBook book, Member member, Set<OpenIncident> touched) {
  void run() {
    List<Member> recent = List.copyOf(book.recent);
    List<Cause> causes = CommonCauses.of(recent, book.sample.without(recent));
    Set<String> claimed = new HashSet<>();
    for (Cause cause : causes) {
      OpenIncident incident = mostIn(cause, claimed).orElseGet(() -> book.open(cause.members()));
      claimed.add(incident.id);
      cause.members().forEach(each -> book.place(each, incident, touched));
    }
    if (!book.placed.containsKey(member.hash())) {
      book.place(member, book.open(List.of(member)), touched);
    }
  }

  /** The incident that most members of a cause are in, unless a larger cause has claimed it. */
  private Optional<OpenIncident> mostIn(Cause cause, Set<String> claimed) {
    Map<OpenIncident, Integer> counts = new HashMap<>();
    for (Member each : cause.members()) {
      String id = book.placed.get(each.hash());
      if (id != null && !claimed.contains(id)) {
        counts.merge(book.get(id), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<OpenIncident, Integer>comparingByValue()
                .thenComparing(Map.Entry::getKey, OLDEST_LAST))
        .map(Map.Entry::getKey);
  }

  private static final Comparator<OpenIncident> OLDEST_LAST =
      Comparator.comparingLong((OpenIncident i) -> -i.since).thenComparing(i -> i.id);
}
