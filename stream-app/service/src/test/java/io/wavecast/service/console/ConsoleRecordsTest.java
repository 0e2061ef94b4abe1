package io.wavecast.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.config.Settings;
import io.wavecast.kafka.registry.TopicFormats;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.Alert.State;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.Cause;
import io.wavecast.schemas.forecast.Direction;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleRecordsTest {
  private static final Topics TOPICS = Topics.withPrefix("t.");

  private final LiveSeries live = new LiveSeries(4, 4);
  private final ConsoleRecords records =
      new ConsoleRecords(
          TOPICS,
          new ObservationCodec(ObservationFormat.DEFAULT),
          TopicFormats.of(Settings.of(Map.of())),
          live);

  @Test
  void tombstones_and_garbage_are_skipped() {
    byte[] key = "a".getBytes(UTF_8);
    for (String topic : TOPICS.all()) {
      records.show(topic, key, null, 5);
      records.show(topic, null, "garbage".getBytes(UTF_8), 5);
    }

    records.show(TOPICS.observations(), key, "1.5".getBytes(UTF_8), 5);

    assertThat(live.snapshots())
        .singleElement()
        .satisfies(series -> assertThat(series.values().get(0).value()).isEqualTo(1.5));
  }

  @Test
  void alerts_are_shown_at_their_series() {
    Alert alert =
        new Alert(
            "id",
            "a",
            State.WARNING,
            State.OK,
            9,
            9,
            1.5f,
            Cause.of("record", Direction.ABOVE),
            "r",
            "why");

    records.show(TOPICS.alerts(), "a".getBytes(UTF_8), AlertCodec.write(alert), 9);

    assertThat(live.snapshots().get(0).alert()).contains(alert);
  }

  @Test
  void a_tombstone_of_the_alerts_removes_a_series_unless_it_has_returned() {
    for (String series : List.of("gone", "back")) {
      records.show(TOPICS.observations(), series.getBytes(UTF_8), "1.5".getBytes(UTF_8), 5);
    }
    records.show(TOPICS.observations(), "back".getBytes(UTF_8), "1.5".getBytes(UTF_8), 105);

    records.show(TOPICS.alerts(), "gone".getBytes(UTF_8), null, 100);
    records.show(TOPICS.alerts(), "back".getBytes(UTF_8), null, 100);
    records.show(TOPICS.forecasts(), "back".getBytes(UTF_8), null, 1000);

    assertThat(live.snapshots()).extracting(LiveSeries.Snapshot::series).containsExactly("back");
  }
}
