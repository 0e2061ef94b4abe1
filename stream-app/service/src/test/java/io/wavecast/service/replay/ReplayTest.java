package io.wavecast.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.core.forecast.pipeline.ForecastSpec;
import io.wavecast.core.forecast.pipeline.StreamSettings;
import io.wavecast.core.text.FailureException;
import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.forecast.Event;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Topics;
import io.wavecast.service.csv.CsvReading;
import io.wavecast.testkit.fakes.FakeForecaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final int ROWS = 350;

  @TempDir Path dir;

  @Test
  void every_row_from_the_second_on_gets_one_forecast_as_on_the_topic() throws IOException {
    ReplayResult result = run(series(), "s");

    List<Forecast> forecasts =
        Files.readAllLines(dir.resolve("out/s.forecasts.jsonl")).stream()
            .map(line -> ForecastCodec.read(line.getBytes(StandardCharsets.UTF_8)))
            .toList();
    assertThat(result).isEqualTo(new ReplayResult(1, ROWS + 2, 1, 1, ROWS - 1, 48));
    assertThat(forecasts).hasSize(ROWS - 1);
    for (int i = 0; i < forecasts.size(); i++) {
      Forecast forecast = forecasts.get(i);
      assertThat(forecast.origin()).isEqualTo(1000L * (i + 2));
      assertThat(forecast.warmup()).isEqualTo(i < 48);
    }
    assertThat(forecasts.get(48).yhat()[9]).isEqualTo(25.5f);
  }

  @Test
  void a_file_of_several_series_gives_what_files_of_one_give() throws IOException {
    run(series(), "s");
    List<String> expected = Files.readAllLines(dir.resolve("out/s.forecasts.jsonl"));
    StringBuilder rows = new StringBuilder("timestamp,value,series\n");
    Files.readAllLines(dir.resolve("s.csv")).stream()
        .skip(1)
        .forEach(row -> rows.append(row).append(",s\n").append(row).append(",\"a,b\"\n"));
    Path both = Files.writeString(dir.resolve("both.csv"), rows);

    run(both, "both");

    List<String> lines = Files.readAllLines(dir.resolve("out/both.forecasts.jsonl"));
    assertThat(lines).hasSize(2 * expected.size());
    assertThat(lines.stream().filter(line -> line.contains("\"series\":\"s\"")))
        .containsExactlyElementsOf(expected);
    assertThat(lines).filteredOn(line -> line.contains("\"series\":\"a,b\"")).hasSize(ROWS - 1);
  }

  @Test
  void a_full_disk_leaves_no_file() throws IOException {
    Path out = Files.createDirectories(dir.resolve("out"));
    Path part =
        Files.createSymbolicLink(out.resolve("s.forecasts.jsonl.part"), Path.of("/dev/full"));

    assertThatThrownBy(() -> run(series(), "s"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("cannot write the forecasts");

    assertThat(part.toFile()).doesNotExist();
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void an_error_names_the_file_that_holds_the_output_for_the_rows_before_it() throws IOException {
    Path file = series();
    Files.writeString(file, Files.readString(file).replace("\n69,69\n", "\n69,many\n"));

    assertThatThrownBy(() -> run(file, "s"))
        .isInstanceOf(CsvException.class)
        .hasMessageEndingWith("s.forecasts.jsonl holds the output for the rows before it");

    assertThat(Files.readAllLines(dir.resolve("out/s.forecasts.jsonl"))).isNotEmpty();
  }

  @Test
  void a_failure_before_any_output_leaves_no_file() throws IOException {
    Path file = Files.writeString(dir.resolve("s.csv"), "timestamp,value\n1,many\n");

    assertThatThrownBy(() -> run(file, "s"))
        .isInstanceOf(CsvException.class)
        .hasMessageEndingWith("value must be a number, got: 'many'");

    assertThat(written()).isEmpty();
  }

  @Test
  void a_failure_after_a_row_without_a_forecast_leaves_no_file() throws IOException {
    Path file = Files.writeString(dir.resolve("s.csv"), "timestamp,value\n1,2\n2,many\n");

    assertThatThrownBy(() -> run(file, "s"))
        .hasMessageEndingWith("value must be a number, got: 'many'");

    assertThat(written()).isEmpty();
  }

  @Test
  void a_failure_of_the_pipeline_leaves_the_former_file_as_it_was() throws IOException {
    Path former = dir.resolve("out/s.forecasts.jsonl");
    Files.createDirectories(former.getParent());
    Files.writeString(former, "former");

    assertThatThrownBy(
            () ->
                run(
                    series(),
                    "s",
                    (event, labels) -> {
                      throw new IllegalStateException("broken");
                    },
                    () -> false))
        .hasMessageContaining("broken");

    assertThat(written()).containsExactly(former);
    assertThat(former).hasContent("former");
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> all = Files.walk(dir.resolve("out"))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void a_replay_can_end_within_a_file() throws IOException {
    AtomicInteger asked = new AtomicInteger();

    ReplayResult result =
        run(series(), "s", (event, labels) -> {}, () -> asked.incrementAndGet() > 10);

    assertThat(result.observations()).isEqualTo(10);
    assertThat(result.forecasts()).isEqualTo(9);
  }

  private Path series() throws IOException {
    return series(i -> i);
  }

  private Path series(IntUnaryOperator value) throws IOException {
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 1; i <= ROWS; i++) {
      rows.append(i).append(',').append(value.applyAsInt(i)).append('\n');
      if (i == 60) {
        rows.append("60,0\n59,0\n");
      }
    }
    return Files.writeString(dir.resolve("s.csv"), rows);
  }

  private ReplayResult run(Path file, String series) {
    return run(file, series, (event, labels) -> {}, () -> false);
  }

  private ReplayResult run(
      Path file,
      String series,
      BiConsumer<Event, Map<String, String>> events,
      BooleanSupplier ending) {
    return new Replay(
            ForecastSpec.of(StreamSettings.of(Topics.withPrefix("")), 0.9),
            Forecasters.of(FakeForecaster.mean()),
            events,
            ending)
        .file(file, series, CsvReading.USUAL, dir.resolve("out"), chars -> {});
  }
}
