package io.wavecast.trainer.corpus;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.LineList;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Public recorded series that the default forecaster learns from, as files of a folder.
 *
 * @param files at least one; those of one name are one file, of which several things are read
 */
public record Corpus(Path folder, List<CorpusFile> files) {

  /**
   * The files that the program names.
   *
   * @throws IOException when its list cannot be read
   */
  public static Corpus of(Path folder) throws IOException {
    return new Corpus(folder, LineList.ofProgram(Corpus.class, "corpus.txt", CorpusFile::of));
  }

  /**
   * Downloads what the folder lacks or holds with another checksum.
   *
   * @param log gets a line for each download
   * @throws IOException when a file cannot be had
   */
  public void fetch(Consumer<String> log) throws IOException {
    Downloads.fetch(items(), folder, log);
  }

  /**
   * Reads all series, in the order of the list.
   *
   * @throws IOException when a file is absent, has another checksum or cannot be read
   */
  public List<Recording> read() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "%s must be a folder%s"
              .formatted(folder, Files.exists(folder) ? "" : "; --fetch makes it"));
    }
    List<String> absent = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (Downloads.Item item : items()) {
      if (!Files.isRegularFile(folder.resolve(item.name()))) {
        absent.add(item.name());
      } else if (!item.isIn(folder)) {
        changed.add(item.name());
      }
    }
    refuse(absent, "absent; --fetch downloads them");
    refuse(changed, "there with another checksum than listed; --fetch replaces them");
    List<Recording> all = new ArrayList<>();
    for (CorpusFile file : files) {
      List<Recording> series = file.read(folder);
      if (series.isEmpty()) {
        throw new IOException(
            "%s: no column of it moves and has %d values or means without a gap"
                .formatted(folder.resolve(file.item().name()), WindowSet.EXAMPLE));
      }
      all.addAll(series);
    }
    return all;
  }

  private void refuse(List<String> names, String why) throws IOException {
    if (!names.isEmpty()) {
      throw new IOException(
          "%s: of %d files %d are %s (%s%s)"
              .formatted(
                  folder,
                  items().size(),
                  names.size(),
                  why,
                  names.get(0),
                  names.size() > 1 ? ", ..." : ""));
    }
  }

  /** Each file once. */
  private List<Downloads.Item> items() {
    return files.stream().map(CorpusFile::item).distinct().toList();
  }
}
