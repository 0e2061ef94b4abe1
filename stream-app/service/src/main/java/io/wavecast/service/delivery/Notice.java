package io.wavecast.service.delivery;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of what receivers are told about: the alert of a series, or an incident.
 *
 * @param id of this change
 * @param subject what changes: the newest notice of a subject describes it completely
 * @param fires what fires from now on; null when nothing does
 * @param ended what may have fired and no longer does
 * @param started when it began, ms since the epoch
 * @param changed the time of this change, ms since the epoch
 * @param labels identify it in Alertmanager, beside application and severity
 * @param annotations describe it there
 * @param body the event as on its topic
 */
record Notice(
    String id,
    String subject,
    @Nullable Severity fires,
    Set<Severity> ended,
    long started,
    long changed,
    Map<String, String> labels,
    Map<String, @Nullable Object> annotations,
    byte[] body) {
  /** Whether it starts, changes or ends something that fires, so that it must be delivered. */
  boolean isDue() {
    return fires != null || !ended.isEmpty();
  }
}
