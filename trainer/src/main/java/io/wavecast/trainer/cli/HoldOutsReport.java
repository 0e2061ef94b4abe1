package io.wavecast.trainer.cli;

import io.wavecast.trainer.backtest.SeriesResult;
import io.wavecast.trainer.holdouts.HoldOuts;
import io.wavecast.trainer.holdouts.HoldOutsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code evaluate --suite hold-outs}: models on synthetic series that none of them learns from. */
final class HoldOutsReport {
  static final String NAME = "hold-outs";

  private HoldOutsReport() {}

  /**
   * Returns the text to print.
   *
   * @param seeds of the series; none means those that chose the default forecaster
   * @param models names of shipped models, files, or rcf
   * @param out folder for hold-outs.md and hold-outs.json; null to write none
   */
  static String run(List<Long> seeds, List<String> models, @Nullable Path out, boolean json)
      throws IOException {
    List<Long> used = seeds.isEmpty() ? List.of(HoldOuts.SEED) : seeds;
    try (OpenMethods open = OpenMethods.of(models)) {
      List<SeriesResult> results =
          new HoldOuts(open.methods())
              .run(used, HoldOuts.SERIES, group -> System.err.printf("%s ...%n", group));
      HoldOutsText text = new HoldOutsText(used, results);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve(NAME + ".md"), text.markdown());
        Files.writeString(out.resolve(NAME + ".json"), text.json());
      }
      return json ? text.json() : text.markdown();
    }
  }
}
