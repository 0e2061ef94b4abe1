package io.wavecast.trainer.corpus;

import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.LineList;
import io.wavecast.trainer.data.WindowSet;
import io.wavecast.trainer.mixture.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Public recorded series that the default forecaster learns from, as files of a folder. */
public final class Corpus {
  private static final String LIST = "corpus.txt";

  private final Path folder;
  private final List<CorpusFile> files;

  private Corpus(Path folder, List<CorpusFile> files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The files of the list {@code corpus.txt} in this folder; where it holds none, those of the
   * program.
   *
   * @throws IOException when the list cannot be read, naming the line
   */
  public static Corpus of(Path folder) throws IOException {
    Path own = folder.resolve(LIST);
    Map<String, Downloads.Item> byName = new HashMap<>();
    Function<String, CorpusFile> read = line -> alone(CorpusLine.read(line), byName);
    List<CorpusFile> files =
        Files.exists(own, LinkOption.NOFOLLOW_LINKS)
            ? LineList.of(own, read)
            : LineList.ofProgram(Corpus.class, LIST, read);
    if (files.isEmpty()) {
      throw new IOException(own + " names no file");
    }
    return new Corpus(folder, files);
  }

  /** A file when no other one has its name in the folder; it may have several lines. */
  private static CorpusFile alone(CorpusFile file, Map<String, Downloads.Item> byName) {
    Downloads.Item item = file.item();
    if (item.name().equals(LIST)
        || !byName.computeIfAbsent(item.name(), name -> item).equals(item)) {
      throw new IllegalArgumentException("there is another file " + item.name());
    }
    return file;
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

  List<CorpusFile> files() {
    return files;
  }
}
