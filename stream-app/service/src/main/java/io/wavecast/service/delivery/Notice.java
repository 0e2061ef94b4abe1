package io.wavecast.service.delivery;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of what receivers are told about: the alert of a series, or an incident.
 *
 * @param id of this change
 * @param subject what changes: the newest notice of a subject describes it completely
 * @param fires what fires from now on; null when nothing does
 * @param ended what may have fired before and no longer does
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
  /**
   * The same change, which ends just what the one before it left firing, if anything.
   *
   * @param last the previous notice of the same subject
   */
  Notice after(Notice last) {
    if (last.fires() == null) {
      return this;
    }
    Set<Severity> fired = EnumSet.of(last.fires());
    fired.remove(fires);
    return new Notice(id, subject, fires, fired, started, changed, labels, annotations, body);
  }

  /** Whether it starts, changes or ends something that fires, so that it must be delivered. */
  boolean isDue() {
    return fires != null || !ended.isEmpty();
  }
}
