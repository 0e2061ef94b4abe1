package io.wavecast.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.Shape;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.schemas.forecast.Alert;
import io.wavecast.schemas.forecast.AlertCodec;
import io.wavecast.schemas.forecast.DeviationCodec;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A model file of another shape than the shipped ones, beside the default model, on every engine
 * alike: the lengths of windows and forecasts are those of the file. What is written is what a
 * replay writes.
 */
@Tag("slow")
public abstract class ShapeContract extends ProgramContract {
  /** A shape that no shipped model has. */
  protected static final Shape SHAPE = new Shape(64, 24);

  /** The name of the model. */
  protected static final String MODEL = "wide";

  private static final String NAME = "shaped";
  private static final int VALUES = 260;
  private static final int SPIKE = 200;

  private static final ForecastSpec SPEC =
      ForecastSpec.of(StreamSettings.of(Topics.withPrefix(NAME + ".")), EngineSettings.LEVEL);

  /** So that no broker deletes a record for its age. */
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(7200);

  /** An ONNX file of the model, which forecasts the last value of the window. */
  protected abstract byte[] file();

  /**
   * The models of the program.
   *
   * @param folder holds the file
   * @param pattern of the series that it forecasts
   */
  protected abstract Forecasters models(Path folder, String pattern);

  /**
   * The alerts that the program's own replay of the topics prints, in order within each series;
   * empty if it has none.
   */
  protected abstract Optional<List<String>> replayedAlerts(Path config);

  @Test
  void a_model_file_of_any_shape_forecasts_its_series_as_a_replay_does() throws Exception {
    Path folder = Files.createDirectory(dir.resolve("models"));
    Files.write(folder.resolve(MODEL + ".onnx"), file());
    Path config =
        prepare(NAME, "models.dir: %s\nmodels.routes: wide.*=%s\n".formatted(folder, MODEL));
    List<Observation> observations = observations("wide.a", "plain.a");
    send(NAME, observations);
    start(config);

    List<OutputRecord> forecasts = records("forecasts", observations.size() - 2);
    List<OutputRecord> deviations = records("deviations", observations.size());
    List<OutputRecord> alerts = records("alerts", 2);

    assertThat(of("wide.a", forecasts, ForecastCodec::read))
        .hasSize(VALUES - 1)
        .allMatch(f -> f.horizon() == SHAPE.horizon())
        .filteredOn(Forecast::warmup)
        .hasSize(SHAPE.window() - 2);
    assertThat(of("plain.a", forecasts, ForecastCodec::read))
        .hasSize(VALUES - 1)
        .allMatch(f -> f.horizon() < SHAPE.horizon())
        .filteredOn(f -> f.model().name().equals(MODEL))
        .isEmpty();
    assertThat(of("wide.a", deviations, DeviationCodec::read))
        .hasSize(VALUES)
        .filteredOn(d -> d.timestamp() >= at(SHAPE.window()))
        .allSatisfy(d -> assertThat(d.errors()).hasSize(SHAPE.horizon()))
        .filteredOn(d -> d.timestamp() == at(SPIKE))
        .singleElement()
        .matches(d -> d.isOutside(SHAPE.horizon()));
    assertThat(of("wide.a", alerts, AlertCodec::read))
        .extracting(Alert::state)
        .containsAnyOf(Alert.State.WARNING, Alert.State.CRITICAL);
    List<OutputRecord> all = new ArrayList<>(forecasts);
    all.addAll(deviations);
    all.addAll(alerts);
    WrittenEvents written = WrittenEvents.of(all);
    written.assertSameAs(
        WrittenEvents.replayed(SPEC, models(folder, "wide.*"), observations),
        "replay, began at " + start);
    replayedAlerts(config)
        .ifPresent(
            replayed ->
                assertThat(replayed)
                    .containsExactlyInAnyOrderElementsOf(written.valuesOn(NAME + ".alerts")));
  }

  private long at(int value) {
    return start.plusSeconds(value).toEpochMilli();
  }

  private List<Observation> observations(String... series) {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      double value = i >= SPIKE && i < SPIKE + 30 ? 5000 + i % 3 : i % 7;
      for (String key : series) {
        all.add(new Observation(key, at(i), value));
      }
    }
    return all;
  }

  private List<OutputRecord> records(String topic, int enough) {
    return read(NAME + "." + topic, enough).stream()
        .map(r -> new OutputRecord(r.topic(), r.key(), r.value(), List.of(), r.timestamp()))
        .toList();
  }

  private static <E> List<E> of(
      String series, List<OutputRecord> records, Function<byte[], E> codec) {
    return records.stream()
        .filter(r -> new String(r.key(), UTF_8).equals(series))
        .map(r -> codec.apply(Objects.requireNonNull(r.value())))
        .toList();
  }
}
