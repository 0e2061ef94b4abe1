package io.wavecast.core.incident;

import io.wavecast.core.text.Durations;
import io.wavecast.schemas.incident.Incident;
import io.wavecast.schemas.incident.Incident.SharedLabel;
import java.time.Duration;

/** What has happened, in one sentence for people. */
final class Sentences {
  private static final long SECOND = 1000;

  private Sentences() {}

  static String of(OpenIncident incident) {
    String end =
        incident.state == Incident.State.RESOLVED
            ? "; ended after " + text(incident.changed - incident.since)
            : "";
    String first = incident.first().series();
    if (incident.members == 1) {
      String reason = incident.firstReason;
      return first + (reason.isEmpty() ? " alerts" : ": " + reason) + end;
    }
    StringBuilder sentence = new StringBuilder();
    sentence
        .append(incident.members)
        .append(" series began to alert within ")
        .append(text(incident.latest - incident.since))
        .append(", first ")
        .append(first);
    if (!incident.shared.isEmpty()) {
      SharedLabel most = incident.shared.get(0);
      sentence
          .append("; ")
          .append(
              most.members() == incident.members
                  ? "all"
                  : most.members() + " of " + incident.members)
          .append(" have ")
          .append(most.name())
          .append('=')
          .append(most.value());
    }
    if (incident.state == Incident.State.OPEN && incident.alerting() < incident.members) {
      sentence
          .append("; ")
          .append(incident.alerting())
          .append(" of ")
          .append(incident.members)
          .append(incident.alerting() == 1 ? " still alerts" : " still alert");
    }
    return sentence
        .append(FirstAlert.said(incident.firstAlert(), incident.firstReason))
        .append(end)
        .toString();
  }

  /** In its two largest units, of whole seconds, at least one. */
  private static String text(long millis) {
    return Durations.words(Duration.ofSeconds(Math.max(1, (millis + SECOND - 1) / SECOND)));
  }
}
