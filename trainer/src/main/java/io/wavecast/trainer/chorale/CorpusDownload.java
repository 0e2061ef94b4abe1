package io.wavecast.trainer.chorale;

import io.wavecast.trainer.data.Archives;
import io.wavecast.trainer.data.Downloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Downloads the chorales of the notebook from its address. */
public final class CorpusDownload {
  private static final Downloads.Item NOTEBOOK =
      new Downloads.Item(
          "594e5e25a3ff8af64687c378628970c6435fddd3093d96df2fa8ca9505ce30fe",
          URI.create(
              "https://github.com/ageron/handson-ml2/raw/master/datasets/jsb_chorales/"
                  + "jsb_chorales.tgz"));

  private CorpusDownload() {}

  /**
   * Fetches the archive, unless it is there, and unpacks its folders {@code train}, {@code valid}
   * and {@code test}.
   *
   * @param folder where they go; made when it is absent
   * @param log gets a line of what is done
   * @throws IOException when it cannot be fetched or has another checksum
   */
  public static void fetch(Path folder, Consumer<String> log) throws IOException {
    fetch(NOTEBOOK, folder, log);
  }

  static void fetch(Downloads.Item item, Path folder, Consumer<String> log) throws IOException {
    Downloads.fetch(List.of(item), folder, log);
    Archives.unpack(folder.resolve(item.name()), folder);
  }
}
