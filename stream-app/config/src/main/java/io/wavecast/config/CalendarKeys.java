package io.wavecast.config;

import java.util.List;

/** When alerts are muted, or nothing is learned. */
public final class CalendarKeys {
  static final KeyRegistry CALENDAR = new KeyRegistry(Group.CALENDAR);

  public static final Key<String> ENTRIES =
      Key.both(
              CALENDAR,
              "calendar.entries",
              Type.objects(
                  "calendar entries",
                  List.of(
                      Field.text("name", "of the entry"),
                      Field.text("series", "pattern of keys, of labels, or of both, the key first"),
                      Field.text("start", "local time, or a day"),
                      Field.text("end", "local time or day, excluded"),
                      Field.text("duration", "in place of an end; for a day 1d"),
                      Field.text(
                          "rule",
                          "recurrence rule of RFC 5545, hourly at most, of which at most 8"
                              + " occurrences overlap; none: once"),
                      Field.text(
                          "zone",
                          "of these times; time.zone, also for series that time.zones gives another"
                              + " one"),
                      Field.text(
                          "effect",
                          "mute: no alert begins, none that is open changes; do-not-learn: score and"
                              + " memories learn nothing; both, the default; normal: an alert"
                              + " that began in this time was normal, which its series learns at its"
                              + " first observation at or after the end;"
                              + " like-monday to like-sunday, for holidays: the hours are forecast,"
                              + " judged and learned as those of that day of the week"))),
              "")
          .help(
              "Maintenance windows and holidays, e.g. {name: patching, series: db.*, start:"
                  + " 2026-01-13T22:00, duration: 4h, rule: 'FREQ=MONTHLY;BYDAY=2TU', zone:"
                  + " Europe/Berlin}; an entry applies to observations by their own times");

  public static final Key<Boolean> ENABLED =
      Key.both(CALENDAR, "calendar.enabled", Type.flag(), "false")
          .help(
              "Whether entries are also read from the calendar topic, which 'wavecast calendar',"
                  + " 'wavecast alerts ack' and, with http.token-file, the buttons of the console"
                  + " write; an entry of calendar.entries wins over one on the topic with the same"
                  + " name");

  private CalendarKeys() {}
}
