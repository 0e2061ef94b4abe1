package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Zones;
import io.wavecast.core.forecast.Zones.Zoned;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Deviation;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Time zones by patterns of series on any engine, over two changes of daylight saving: each series
 * is as on an engine that has its zone for all, also after restarts.
 */
public abstract class ZoneContract {
  private static final long SEED = 20261128;
  private static final long HOUR = 3_600_000;
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** New York changes on March 8, Berlin on March 29. */
  private static final long START = Instant.parse("2026-02-25T00:00:00Z").toEpochMilli();

  private static final int HOURS = 24 * 38;

  /** The zone of each series; that in Berlin is known by its labels. */
  private static final Map<String, ZoneId> ZONES =
      Map.of("us.door", NEW_YORK, "door", BERLIN, "other", ZoneOffset.UTC);

  private static final EngineSettings SETTINGS =
      new EngineSettings(ObservationFormat.DEFAULT.withLabels("/labels"), false, 16);

  /** Starts a stream without any state. */
  protected abstract StreamUnderTest.Restartable<OutputRecord> start(ForecastSpec spec);

  @Test
  void each_series_has_the_clocks_of_its_zone() {
    ForecastSpec spec =
        spec(
            new Zones(
                ZoneOffset.UTC,
                List.of(Zoned.read("zone=eu=Europe/Berlin"), Zoned.read("us.*=America/New_York"))));
    SplittableRandom random = new SplittableRandom(SEED);
    try (StreamUnderTest.Restartable<OutputRecord> stream = start(spec)) {
      for (int hour = 0; hour < HOURS; hour++) {
        for (String series : ZONES.keySet()) {
          send(stream, series, hour);
        }
        if (random.nextInt(50) == 0) {
          stream.restart();
        }
      }
      stream.settle();
      List<Event> events = new ArrayList<>();
      stream.events().forEach(record -> events.add(EngineContract.event(record)));

      ZONES.forEach(
          (series, zone) ->
              assertThat(events)
                  .as("%s, seed %d", series, SEED)
                  .filteredOn(event -> event.series().equals(series))
                  .isEqualTo(alone(series, zone)));
    }
  }

  @Test
  void the_zone_matters_for_forecasts_and_for_scores() {
    assertThat(forecasts(BERLIN))
        .isNotEqualTo(forecasts(ZoneOffset.UTC))
        .isNotEqualTo(forecasts(NEW_YORK));
    assertThat(scores(BERLIN)).isNotEqualTo(scores(ZoneOffset.UTC)).isNotEqualTo(scores(NEW_YORK));
  }

  /** The values that are forecast. */
  private static List<String> forecasts(ZoneId zone) {
    return alone("door", zone).stream()
        .filter(Forecast.class::isInstance)
        .map(event -> Arrays.toString(((Forecast) event).yhat()))
        .toList();
  }

  private static List<Float> scores(ZoneId zone) {
    return alone("door", zone).stream()
        .filter(Deviation.class::isInstance)
        .map(event -> ((Deviation) event).score())
        .toList();
  }

  /** The events of one series where all have its zone, without an engine. */
  private static List<Event> alone(String series, ZoneId zone) {
    StreamUnderTest<Event> local =
        new LocalStream<>(spec(Zones.of(zone)), SETTINGS.models(), EngineContract::event);
    for (int hour = 0; hour < HOURS; hour++) {
      send(local, series, hour);
    }
    local.settle();
    return local.events();
  }

  /** Something happens from 09:00 to 09:59 by the clocks of its zone. */
  private static void send(StreamUnderTest<?> stream, String series, int hour) {
    long time = START + hour * HOUR;
    boolean isOpen = Instant.ofEpochMilli(time).atZone(ZONES.get(series)).getHour() == 9;
    double noise = new SplittableRandom(SEED + hour).nextDouble();
    Observation observation =
        new Observation(
            series,
            time,
            (float) ((isOpen ? 100 : 20) + noise),
            series.equals("door") ? Map.of("zone", "eu") : null);
    stream.send(series.getBytes(UTF_8), ObservationCodec.write(observation), time);
  }

  private static ForecastSpec spec(Zones zones) {
    return SETTINGS.spec().withSeason(new SeasonSettings(SeasonSettings.Mode.AUTO, zones));
  }
}
