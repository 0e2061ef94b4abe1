package io.wavecast.lab.context50;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.recorded.CsvSeries;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The suite's series: those of files that are at hand, or that can be downloaded with the right
 * checksum. What cannot be had is named in the log and left out.
 *
 * @param local a folder that holds files, anywhere below it; null to download
 * @param cache where downloads go
 * @param log gets a line for each file that is left out
 */
public record PublicData(@Nullable Path local, Path cache, Consumer<String> log) {
  private static final String M4 = "m4-";

  /**
   * Reads the series, each named after its group.
   *
   * @throws IOException when a folder cannot be read
   */
  public List<RecordedSeries> read() throws IOException {
    List<RecordedSeries> all = new ArrayList<>();
    for (PublicFile file : PublicFile.all()) {
      Optional<Path> path = local == null ? fetched(file) : file.below(local);
      if (path.isPresent()) {
        all.addAll(read(file, path.get()));
      } else if (local != null) {
        log.accept(left(file, "it is not in " + local));
      }
    }
    return all;
  }

  private Optional<Path> fetched(PublicFile file) {
    if (!file.isKnown()) {
      log.accept(left(file, "its checksum is not known; download it, and give --data"));
      return Optional.empty();
    }
    Path folder = cache.resolve(file.group());
    try {
      Downloads.fetch(List.of(file.item()), folder, line -> {});
      return Optional.of(folder.resolve(file.name()));
    } catch (IOException e) {
      log.accept(left(file, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static String left(PublicFile file, String why) {
    return "%s: %s is left out: %s (%s)".formatted(file.group(), file.name(), why, file.address());
  }

  private static List<RecordedSeries> read(PublicFile file, Path path) throws IOException {
    if (file.group().startsWith(M4)) {
      return M4Series.read(path, file.group());
    }
    return CsvSeries.read(path, Order.DROP, 1).stream()
        .map(s -> new RecordedSeries(file.group(), s.name(), s.timestamps(), s.values()))
        .toList();
  }
}
