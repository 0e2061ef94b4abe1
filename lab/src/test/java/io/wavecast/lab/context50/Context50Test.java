package io.wavecast.lab.context50;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Context50Test {
  @TempDir private Path folder = Path.of("");

  @Test
  void origins_lie_evenly_in_the_last_part_with_a_window_before_and_ten_values_after() {
    assertThat(Context50.origins(1_000)).hasSize(20).startsWith(700).endsWith(990);
    assertThat(Context50.origins(60)).containsExactly(50);
    assertThat(Context50.origins(65)).containsExactly(50, 51, 52, 53, 54, 55);
  }

  @Test
  void a_large_group_is_thinned_and_short_series_are_left_out() {
    List<RecordedSeries> series = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      series.add(new RecordedSeries("a", "" + i, new long[60], new float[60]));
    }
    series.add(new RecordedSeries("b", "short", new long[59], new float[59]));

    List<RecordedSeries> chosen = Context50.chosen(series);

    assertThat(chosen).hasSize(100);
    assertThat(chosen.get(1).name()).isEqualTo("2");
    assertThat(chosen.get(99).name()).isEqualTo("247");
  }

  @Test
  void local_files_are_read_and_what_is_absent_or_changed_is_named() throws IOException {
    Files.writeString(
        folder.resolve("Daily-train.csv"), "V1,V2,V3,V4\n\"W1\",\"1.5\",\"2\",\"3\"\nW2,4,5,\n");
    Files.writeString(folder.resolve("ETTh1.csv"), "date,OT\n2016-07-01 00:00:00,1\n");
    List<String> log = new ArrayList<>();

    List<RecordedSeries> series = new PublicData(folder, folder, log::add).read();

    assertThat(series).extracting(RecordedSeries::name).containsExactly("W1", "W2");
    assertThat(series.get(0).values()).containsExactly(1.5f, 2, 3);
    assertThat(series.get(1).values()).containsExactly(4, 5);
    assertThat(series.get(0).step()).hasDays(1);
    assertThat(log)
        .hasSize(PublicFile.all().size() - 1)
        .first()
        .asString()
        .startsWith("ett-hourly: ETTh1.csv is left out: it is not in " + folder)
        .contains("ETDataset");
    Files.writeString(folder.resolve("Daily-train.csv"), "V1,V2\nW1,x\n");
    assertThatThrownBy(() -> new PublicData(folder, folder, log::add).read())
        .hasMessageContaining("W1 holds 'x', which is no number");
  }

  @Test
  void what_cannot_be_fetched_is_named_and_a_file_without_checksum_is_never_asked_for()
      throws IOException {
    List<String> log = new ArrayList<>();
    PublicFile unknown =
        PublicFile.all().stream().filter(f -> !f.isKnown()).findAny().orElseThrow();

    // below a file no folder can be made, so nothing is asked of the network
    Path blocked = Files.writeString(folder.resolve("file"), "");
    new PublicData(null, blocked, log::add).read();

    assertThat(log)
        .hasSize(PublicFile.all().size())
        .anyMatch(
            line ->
                line.startsWith(unknown.group() + ": " + unknown.name())
                    && line.contains("its checksum is not known"));
  }

  @Test
  void each_file_of_the_list_has_a_group_and_a_checksum_or_none() throws IOException {
    List<PublicFile> files = PublicFile.all();

    assertThat(files).allMatch(f -> f.sha256().matches("([0-9a-f]{64})?"));
    assertThat(files.stream().map(f -> f.group() + f.name()).collect(Collectors.toSet()))
        .hasSameSizeAs(files);
    assertThat(files).extracting(PublicFile::group).contains("m4-hourly", "ett-hourly", "nab-aws");
  }

  @Test
  void figures_are_means_over_series_in_their_own_units() {
    long[] times = IntStream.range(0, 60).mapToLong(i -> i * 60_000L).toArray();
    float[] values = new float[60];
    for (int t = 0; t < 60; t++) {
      values[t] = t % 2 == 0 ? 1 : 3;
    }
    List<RecordedSeries> series = List.of(new RecordedSeries("g", "s", times, values));

    List<Context50.Row> rows = new Context50(List.of()).run(series, r -> {});
    String page = new Context50Text(rows).markdown();

    // the last value is 3, what follows is 1 and 3 in turn: off by 2 half of the time, step 2
    assertThat(rows.get(0).size()).isCloseTo(2, within(1e-9));
    assertThat(page).contains("| g | 1 | 1 | naive | 0.500 | 1.000 |").contains("| ets |");
    assertThat(new Context50Text(rows).json()).contains("\"method\" : \"theta\"");
  }
}
