package io.wavecast.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Zones.Zoned;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
  private static final long JULY_UTC = 1_783_000_800_000L;

  @Test
  void the_first_pattern_that_matches_a_series_gives_its_zone() {
    Zones zones =
        new Zones(
            ZoneOffset.UTC,
            List.of(
                Zoned.read("zone=eu-*&kind=shop=Europe/Berlin"),
                Zoned.read("us.*=America/New_York"),
                Zoned.read("us.west.*=America/Los_Angeles"),
                Zoned.read("half.*=+05:30")));
    Map<String, String> eu = Map.of("zone", "eu-1", "kind", "shop");

    assertThat(zones.of("us.west.a", eu)).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(zones.of("us.west.a", Map.of("zone", "eu-1")))
        .isEqualTo(ZoneId.of("America/New_York"));
    assertThat(zones.of("half.a", Map.of())).isEqualTo(ZoneOffset.ofHoursMinutes(5, 30));
    assertThat(zones.of("a", Map.of())).isEqualTo(ZoneOffset.UTC);
    assertThat(zones.usesLabels()).isTrue();
    assertThat(Zones.UTC.usesLabels()).isFalse();
  }

  @Test
  void each_series_has_the_clocks_of_its_zone() {
    CivilTimes clocks =
        new CivilTimes(
            new Zones(
                ZoneId.of("Europe/Berlin"),
                List.of(Zoned.read("a=UTC"), Zoned.read("b=America/New_York"))));
    int utc = new CivilTime(ZoneOffset.UTC).halfHourOfDay(JULY_UTC);

    assertThat(clocks.of("a", Map.of()).halfHourOfDay(JULY_UTC)).isEqualTo(utc);
    assertThat(clocks.of("b", Map.of()).halfHourOfDay(JULY_UTC)).isEqualTo((utc + 40) % 48);
    assertThat(clocks.of("c", Map.of()).halfHourOfDay(JULY_UTC)).isEqualTo((utc + 4) % 48);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eu.*              | must be PATTERN=ZONE, got: 'eu.*'
          =UTC              | must be PATTERN=ZONE, got: '=UTC'
          eu.*=             | must be one such as Europe/Berlin, UTC or +02:00, got: ''
          eu.*=Europe/Brlin | must be one such as Europe/Berlin, UTC or +02:00, got: 'Europe/Brlin'
          a=1&eu.*=UTC      | must be a pattern of keys, then labels such as zone=eu-*, got: 'a=1&eu.*'
          """)
  void what_is_no_pattern_with_a_zone_is_refused(String text, String message) {
    assertThatThrownBy(() -> Zoned.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(message);
  }
}
