package io.wavecast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.calendar.CalendarEntry;
import io.wavecast.schemas.calendar.CalendarEntry.Effect;
import io.wavecast.schemas.forecast.Observation;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MutesTest {
  private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 3, 5, 10, 0);
  private static final long INSIDE = BEGIN.plusMinutes(30).toInstant(ZoneOffset.UTC).toEpochMilli();
  private static final long BEHIND = BEGIN.plusHours(2).toInstant(ZoneOffset.UTC).toEpochMilli();

  @Test
  void a_series_is_muted_while_its_newest_value_is_in_an_entry() {
    assertThat(mutedBy(mutes("web.*", Effect.MUTE), series("web.a", null, INSIDE)))
        .isEqualTo("patch");
    assertThat(mutedBy(mutes("web.*", Effect.MUTE), series("web.a", null, INSIDE, BEHIND)))
        .isEmpty();
    assertThat(mutedBy(mutes("web.*", Effect.MUTE), series("db.a", null, INSIDE))).isEmpty();
    assertThat(mutedBy(mutes("web.*", Effect.DO_NOT_LEARN), series("web.a", null, INSIDE)))
        .isEmpty();
  }

  @Test
  void entries_see_the_labels_of_keys_and_of_observations() {
    Mutes byZone = mutes("zone=b", Effect.MUTE);

    assertThat(mutedBy(byZone, series("web.b", null, INSIDE))).isEqualTo("patch");
    assertThat(mutedBy(byZone, series("web.a", Map.of("zone", "b"), INSIDE))).isEqualTo("patch");
    assertThat(mutedBy(byZone, series("web.b", Map.of("zone", "a"), INSIDE))).isEmpty();
  }

  @Test
  void a_series_without_values_is_not_muted() {
    assertThat(mutedBy(mutes("*", Effect.MUTE), series("web.a", null))).isEmpty();
  }

  private static String mutedBy(Mutes mutes, LiveSeries.Snapshot series) {
    return mutes.mark(series).mutedBy();
  }

  private static Mutes mutes(String pattern, Effect effect) {
    CalendarEntry entry =
        new CalendarEntry("patch", pattern, BEGIN, BEGIN.plusHours(1), "", ZoneOffset.UTC, effect);
    return new Mutes(
        new Calendar(List.of(entry)), LabelPattern.of("(?<service>[^.]+)\\.(?<zone>[^.]+)"));
  }

  private static LiveSeries.Snapshot series(
      String key, @Nullable Map<String, String> labels, long... times) {
    List<Observation> values =
        Arrays.stream(times).mapToObj(time -> new Observation(key, time, 1, labels)).toList();
    return new LiveSeries.Snapshot(key, values, List.of(), Optional.empty());
  }
}
