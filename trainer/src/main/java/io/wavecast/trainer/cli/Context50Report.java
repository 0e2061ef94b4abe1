package io.wavecast.trainer.cli;

import io.wavecast.trainer.context50.Context50;
import io.wavecast.trainer.context50.Context50Text;
import io.wavecast.trainer.context50.PublicData;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code evaluate --suite context50}: models on public series, beside classical methods. */
final class Context50Report {
  static final String NAME = "context50";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "With --suite context50 and no --data: where downloaded series are kept. Default:"
              + " ~/.cache/wavecast/context50.")
  private Path cache = Path.of(System.getProperty("user.home", "."), ".cache", "wavecast", NAME);

  /**
   * Returns the text to print.
   *
   * @param data folder with series that are at hand; null to download them
   * @param models names of shipped models, files, or rcf
   * @param out folder for context50.md and context50.json; null to write none
   */
  String run(@Nullable Path data, List<String> models, @Nullable Path out, boolean json)
      throws IOException {
    List<RecordedSeries> series = new PublicData(data, cache, System.err::println).read();
    try (OpenMethods open = OpenMethods.of(models)) {
      Context50 suite = new Context50(open.methods());
      SeriesProgress progress = new SeriesProgress(Context50.chosen(series).size());
      List<Context50.Row> rows = suite.run(series, r -> progress.finished(r.group(), r.series()));
      if (rows.isEmpty()) {
        throw new IOException("no series of the suite is at hand");
      }
      Context50Text text = new Context50Text(rows);
      if (out != null) {
        Files.createDirectories(out);
        Files.writeString(out.resolve(NAME + ".md"), text.markdown());
        Files.writeString(out.resolve(NAME + ".json"), text.json());
      }
      return json ? text.json() : text.markdown();
    }
  }
}
