package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Zones;
import io.wavecast.core.text.UsageException;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZoneSettingsTest {
  @Test
  void series_without_a_zone_of_their_own_have_that_of_all() {
    Settings settings =
        Settings.of(
            Map.of(
                "time.zone", "Asia/Tokyo",
                "time.zones", "zone=eu-*=Europe/Berlin, us.*=America/New_York"));

    Zones zones = PipelineSettings.forecasts(settings, 1 << 20).season().zones();

    assertThat(zones.of("us.a", Map.of("zone", "eu-1"))).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(zones.of("us.a", Map.of())).isEqualTo(ZoneId.of("America/New_York"));
    assertThat(zones.of("jp.a", Map.of())).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void an_unknown_zone_stops_the_start_by_its_name() {
    Map<String, String> zones = Map.of("time.zones", "us.*=America/New_York,eu.*=Europe/Brlin");

    assertThatThrownBy(() -> PipelineSettings.check(Settings.of(zones)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("time.zones")
        .hasMessageContaining("got: 'Europe/Brlin'");
  }
}
