package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Cause.Code;
import io.wavecast.schemas.forecast.Direction;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a cause. */
class CauseTextTest {
  private static final long NOW = Instant.parse("2026-12-01T10:15:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          season BELOW | value=0 lower=5800 upper=6300 | fell to 0; at this time of day it is usually 5,800 to 6,300
          season BELOW since=35 | value=255.2 lower=409.6 upper=693.4 | has been low since 09:40 UTC, now 255; at this time of day it is usually 410 to 693
          missing BELOW | value=0 upper=6080 | did not rise: at this time of day it usually rises to 6,080; now 0
          missing ABOVE | value=80 lower=20 | did not fall: at this time of day it usually falls to 20; now 80
          flat NONE | value=20.1 runMs=1020000 longestMs=540000 historyMs=518400000 | has not changed for 17 min: at most 9 min in the last 6 days; now 20.1
          forecast-error ABOVE | value=2 lower=583.1 upper=641 historyMs=345600000 | rose to 2; expected 583.1 to 641; such a forecast error was rare in the last 4 days
          lead-errors BELOW | value=3 lower=9 upper=12 | fell to 3, far from all its forecasts; expected 9 to 12
          lead-errors BELOW | value=10 lower=9 upper=12 | fell to 10, far from all its forecasts
          record ABOVE | value=812 record=700 historyMs=345600000 | rose to 812; usually at most 700 in the last 4 days
          record ABOVE since=2115 changeMs=2115 | value=148 record=137 changeMs=126900000 historyMs=345600000 | has grown since 29 Nov 23:00 UTC, now 148; usually at most 137 in the last 4 days
          noise ABOVE | value=56.091 factor=2.724 changeMs=2100000 | has grown since 09:40 UTC, now 56.09: it changes 2.7 times as much as usual
          noise NONE | value=12 factor=2.2 | changes 2.2 times as much as usual; now 12
          rare-range NONE | value=50 runMs=480000 | has been near 50 for 8 min, where it hardly ever is
          state-duration ABOVE | value=80 runMs=2700000 longestMs=1200000 | has been high for 45 min: at most 20 min; now 80
          state-duration NONE | value=80 runMs=2700000 longestMs=1200000 | has been like this for 45 min: at most 20 min; now 80
          state-duration NONE | value=80 | changes between high and low unusually often; now 80
          sign BELOW | value=-3 | fell to -3: it never was below zero
          unlisted NONE | value=65.5 lower=3 upper=60 | is 65.5; expected 3 to 60
          record ABOVE | | rose; it rarely was so high
          record ABOVE | value=757 record=806 lower=500 upper=600 | rose to 757; expected 500 to 600
          record BELOW | value=84 record=83 | fell to 84; it rarely was so low
          season BELOW | value=0 lower=5617 upper=5617 | fell to 0; at this time of day it is usually 5,617
          """)
  void a_signal_is_said_in_plain_words(String signal, String numbers, String text) {
    assertThat(CauseText.of(cause(signal, numbers), NOW)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LIMIT ABOVE | limit=90 value=89.17 leadMs=540000 probability=0.78 | reaches 90 within 9 min with probability 0.78; now 89.17
          LIMIT BELOW | limit=10 value=12 probability=0.5 | falls to 10 with probability 0.5; now 12
          LIMIT ABOVE | limit=90 value=91.2 | rose to 91.2, the limit is 90
          LIMIT ABOVE | limit=90 value=20000 | rose to 20,000, the limit is 90
          LIMIT ABOVE | limit=0.5 value=12345 | rose to 12,300, the limit is 0.5
          LIMIT BELOW | limit=0 value=0 | fell to 0, the limit is 0
          OUTSIDE ABOVE | value=561.7 lower=520 upper=560 | is 561.7, outside its forecast intervals; expected 520 to 560
          STALE NONE | silentMs=600000 | has had no observation for 10 min
          RESUMED NONE | | has observations again
          EXPIRED NONE | silentMs=604800000 | is forgotten after no observation for 7 d
          ACCEPTED NONE | afterMs=86400000 value=12 | is accepted as normal after 1 d; now 12
          RESTARTED NONE | pauseMs=7200000 value=12 | begins anew after a pause of 2 h; now 12
          ENDED NONE | value=12 | is as expected again; now 12
          ENDED NONE | value=12 calmMs=480000 | has been as expected for 8 min; now 12
          """)
  void every_code_has_its_sentence(String code, String numbers, String text) {
    assertThat(CauseText.of(cause(code, numbers), NOW)).isEqualTo(text);
  }

  @Test
  void a_sentence_needs_no_number() {
    for (String signal : CauseText.signals()) {
      for (Direction direction : Direction.values()) {
        String text = CauseText.of(Cause.of(signal, direction), NOW);
        assertThat(text).isNotBlank().doesNotContain("NaN");
      }
    }
    for (Code code : Code.values()) {
      if (code != Code.SIGNAL) {
        assertThat(CauseText.of(Cause.of(code), NOW)).isNotBlank().doesNotContain("NaN");
      }
    }
  }

  @Test
  void an_alert_says_how_many_values_breach_and_the_score_last() {
    Cause cause = cause("flat NONE", "runMs=1020000 border=1 breaches=2 window=3");

    assertThat(CauseText.reason(alert(cause, 4.0713f)))
        .isEqualTo("has not changed for 17 min; 2 of the last 3 values breach; score 4.1");
    assertThat(CauseText.reason(alert(Cause.of(Code.ENDED).with("value", 3), 4)))
        .isEqualTo("does not breach its rule any more; now 3");
  }

  @Test
  void a_list_names_the_signal_or_the_code() {
    assertThat(CauseText.name(Cause.of("rare-range", Direction.NONE))).isEqualTo("rare range");
    assertThat(CauseText.name(Cause.of(Code.STALE))).isEqualTo("stale");
  }

  private static Alert alert(Cause cause, float score) {
    return new Alert(
        "id", "a", Alert.State.WARNING, Alert.State.OK, NOW, NOW, score, cause, "default", "");
  }

  /** E.g. {@code flat NONE since=5}, minutes ago; and its numbers. */
  private static Cause cause(String what, String numbers) {
    String[] parts = what.split(" ");
    boolean isCode = parts[0].equals(parts[0].toUpperCase(Locale.ROOT));
    long since = parts.length < 3 ? 0 : NOW - MINUTE * Long.parseLong(parts[2].split("=")[1]);
    Map<String, Double> map = new TreeMap<>();
    for (String each : numbers == null ? new String[0] : numbers.split(" ")) {
      map.put(each.split("=")[0], Double.valueOf(each.split("=")[1]));
    }
    return new Cause(
        isCode ? Code.valueOf(parts[0]) : Code.SIGNAL,
        isCode ? "" : parts[0],
        Direction.valueOf(parts[1]),
        Float.NaN,
        since,
        map);
  }
}
