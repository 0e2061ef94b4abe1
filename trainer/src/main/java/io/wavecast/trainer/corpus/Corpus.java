package io.wavecast.trainer.corpus;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.ProgramList;
import io.wavecast.trainer.mixture.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The public series that the default forecaster learns from, as files of a folder. */
public final class Corpus {
  private static final String LIST = "corpus.txt";

  private Corpus() {}

  /**
   * Downloads what the folder lacks, and checks every file.
   *
   * @param log gets a line for each file
   * @throws IOException when a file cannot be had
   */
  public static void fetch(Path folder, Consumer<String> log) throws IOException {
    Downloads.fetch(items(files()), folder, log);
  }

  /**
   * Reads all series, in the order of the list.
   *
   * @throws IOException when a file is absent, has another checksum or cannot be read
   */
  public static List<Recording> read(Path folder) throws IOException {
    List<CorpusFile> files = files();
    for (Downloads.Item item : items(files)) {
      Path file = folder.resolve(item.name());
      if (!Files.isRegularFile(file)) {
        throw new IOException(
            "%s holds no file %s; --fetch downloads it".formatted(folder, item.name()));
      }
      if (!item.isIn(folder)) {
        throw new IOException(
            "%s has another checksum than its list says; --fetch replaces it".formatted(file));
      }
    }
    List<Recording> all = new ArrayList<>();
    for (CorpusFile file : files) {
      all.addAll(file.read(folder));
    }
    return all;
  }

  /** Each file once. */
  private static List<Downloads.Item> items(List<CorpusFile> files) {
    return files.stream().map(CorpusFile::item).distinct().toList();
  }

  static List<CorpusFile> files() throws IOException {
    return ProgramList.lines(Corpus.class, LIST).stream().map(CorpusFile::of).toList();
  }
}
