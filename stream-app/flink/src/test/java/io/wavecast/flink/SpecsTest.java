package io.wavecast.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.chorales.pipeline.ChoraleSpec;
import io.wavecast.core.calendar.Calendar;
import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.alert.AlertSettings;
import io.wavecast.core.forecast.alert.RuleText;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.forecast.season.SeasonSettings;
import io.wavecast.core.forecast.window.WindowSettings;
import io.wavecast.core.incident.IncidentSpec;
import io.wavecast.core.ingest.CsvFormat;
import io.wavecast.core.ingest.FieldPath;
import io.wavecast.core.ingest.Filter;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.ingest.Input;
import io.wavecast.core.ingest.JsonFormat;
import io.wavecast.core.ingest.KeyTemplate;
import io.wavecast.core.ingest.LabelTemplates;
import io.wavecast.core.ingest.TimeField;
import io.wavecast.core.ingest.ValueFields;
import io.wavecast.core.stream.LatePolicy;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.flink.models.RepositoryModels;
import io.wavecast.onnx.file.TrustedModels;
import io.wavecast.onnx.repository.Route;
import io.wavecast.onnx.run.Device;
import io.wavecast.schemas.forecast.ObservationFormat;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.schemas.incident.IncidentTopics;
import io.wavecast.sketches.event.SketchTopics;
import io.wavecast.sketches.pipeline.SketchSpec;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is serialized with a job. */
class SpecsTest {
  @ParameterizedTest
  @MethodSource
  void arrive_at_the_tasks_as_they_were(Serializable sent) throws Exception {
    Serializable arrived = InstantiationUtil.clone(sent);

    assertThat(arrived).isEqualTo(sent);
    if (arrived instanceof PipelineSpec<?, ?> spec) {
      assertThat(InstantiationUtil.clone(spec.io().format()))
          .isInstanceOf(spec.io().format().getClass());
    }
  }

  static List<Serializable> arrive_at_the_tasks_as_they_were() {
    return List.of(
        ForecastSpec.of(StreamSettings.of(Topics.withPrefix("t.")), 0.9),
        new ForecastSpec(
                new StreamSettings(
                    Topics.withPrefix("t."),
                    ObservationFormat.of("/meta/host", "", "/v", 77)
                        .withMaxAhead(Optional.of(Duration.ofMinutes(3))),
                    LatePolicy.DEAD_LETTER,
                    7,
                    Duration.ofMillis(70),
                    70_000),
                new WindowSettings(Duration.ofSeconds(7), 3, Duration.ofDays(7)),
                new AlertSettings(
                    List.of(RuleText.read("web web.* min-breaches=3 window=5 stale-after=1m"))),
                0.7,
                new SeasonSettings(SeasonSettings.Mode.OFF, ZoneId.of("Europe/Berlin")))
            .withCalendars(
                new Calendar(
                    List.of(
                        CalendarText.read(
                            "a db.* start=2026-01-01 rule=FREQ=DAILY", ZoneId.of("UTC"))))),
        new SketchSpec(
            SketchTopics.withPrefix("t."),
            LatePolicy.DROP,
            7,
            Duration.ofMillis(70),
            Duration.ofHours(1),
            70_000),
        new IncidentSpec(IncidentTopics.withPrefix("t."), Duration.ofSeconds(7), 1_070_000),
        new IngestSpec(
            List.of(
                new Input(
                    "json",
                    List.of("a", "b*"),
                    new JsonFormat(),
                    KeyTemplate.of("{key/x}.{/y}.{header.z}.{value}"),
                    LabelTemplates.of(Map.of("a", "/y", "b", "x{key}")),
                    List.of(FieldPath.of("/all/[x=y]/of")),
                    ValueFields.at("/fields/*"),
                    new TimeField(FieldPath.of("/t"), "dd.MM.yyyy", ZoneId.of("Europe/Berlin")),
                    List.of(Filter.of("/a = b"), Filter.of("/c ~ d.*")),
                    Input.Target.OBSERVATIONS),
                new Input(
                    "csv",
                    List.of("c"),
                    new CsvFormat(List.of("x"), ';'),
                    KeyTemplate.RECORD_KEY,
                    LabelTemplates.NONE,
                    List.of(),
                    ValueFields.NONE,
                    null,
                    List.of(),
                    Input.Target.EVENTS)),
            "observations",
            "events",
            "letters",
            70,
            Duration.ofHours(1),
            Duration.ofMillis(7),
            70_000,
            List.of()),
        new ChoraleSpec(ChoraleTopics.withPrefix("t."), 70_000),
        new RepositoryModels(
            "default",
            List.of(new Route("web.*", "lstm")),
            Device.CPU,
            "/models",
            0.9,
            TrustedModels.ALL));
  }
}
