package io.wavecast.trainer.holdouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.run.Device;
import io.wavecast.onnx.run.OnnxForecaster;
import io.wavecast.trainer.backtest.Measures;
import io.wavecast.trainer.backtest.ModelMethod;
import io.wavecast.trainer.backtest.SeriesResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Holds the shipped default forecaster to the figures of its card. Prints them by method and group:
 * the mean absolute error to the better of naive and seasonal naive, a series' mean and then a
 * group's, and the share of values inside the 90 % interval. With the property {@code
 * wavecast.model} it prints them for another file, with {@code wavecast.seed} on other series.
 */
class DefaultCardTest {
  private static final Path SHIPPED =
      Path.of("../stream-app/onnx/src/main/resources/io/wavecast/onnx/models/default.onnx");

  /** One unit of the last place that the card shows. */
  private static final double LAST_PLACE = 0.00101;

  @Test
  void the_card_says_what_is_measured_on_the_hold_outs() throws IOException {
    List<String> card = Files.readAllLines(SHIPPED.resolveSibling("default.md"));
    String version = ModelFile.read(SHIPPED).metadata().provenance().version();

    double[] said = row(card, "| version | hourly |", version);

    assertThat(said).hasSize(9);
    assertThat(measure(SHIPPED, HoldOuts.SEED)).containsExactly(said, within(LAST_PLACE));
    String other = System.getProperty("wavecast.model");
    if (other != null) {
      measure(Path.of(other), Long.getLong("wavecast.seed", HoldOuts.SEED));
    }
  }

  /** The errors by group, then their mean. */
  private static double[] measure(Path file, long seed) throws IOException {
    try (OnnxForecaster model = OnnxForecaster.open(ModelFile.read(file), Device.CPU)) {
      List<SeriesResult> results =
          new HoldOuts(List.of(new ModelMethod(file.toString(), model)))
              .run(List.of(seed), HoldOuts.SERIES, group -> {});
      double[] errors = {};
      for (String method : results.get(0).byMethod().keySet()) {
        errors = print(method, results, result -> result.toBetter(method));
      }
      print("inside", results, r -> Measures.mean(r.of(file.toString()).coverage()));
      return errors;
    }
  }

  private static double[] print(
      String name, List<SeriesResult> results, ToDoubleFunction<SeriesResult> figure) {
    Map<String, Double> groups =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    SeriesResult::group, LinkedHashMap::new, Collectors.averagingDouble(figure)));
    List<Double> row = new ArrayList<>(groups.values());
    row.add(row.stream().mapToDouble(d -> d).average().orElse(Double.NaN));
    System.out.println(
        name
            + row.stream()
                .map(v -> String.format(Locale.ROOT, " | %.3f", v))
                .collect(Collectors.joining()));
    return row.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  /** The numbers of the row with this first cell, in the first table whose header begins so. */
  private static double[] row(List<String> lines, String header, String first) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith(header))
        .filter(line -> line.startsWith("| " + first + " |"))
        .findFirst()
        .map(line -> Arrays.stream(line.split("\\|")).skip(2).mapToDouble(Double::parseDouble))
        .orElseThrow()
        .toArray();
  }
}
