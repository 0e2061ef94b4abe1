package io.wavecast.trainer.corpus;

import io.wavecast.core.text.Throwables;
import io.wavecast.trainer.data.Downloads;
import io.wavecast.trainer.data.ProgramList;
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
    boolean isOwn = Files.exists(own, LinkOption.NOFOLLOW_LINKS);
    String name = isOwn ? own.toString() : "the program's list";
    List<String> lines = isOwn ? lines(own) : ProgramList.lines(Corpus.class, LIST);
    List<CorpusFile> files = new ArrayList<>();
    Map<String, Downloads.Item> byName = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          CorpusFile file = CorpusLine.read(line);
          Downloads.Item item = file.item();
          if (item.name().equals(LIST)
              || !byName.computeIfAbsent(item.name(), n -> item).equals(item)) {
            throw new IllegalArgumentException("there is another file " + item.name());
          }
          files.add(file);
        } catch (IllegalArgumentException e) {
          throw new IOException("%s, line %d: %s".formatted(name, i + 1, e.getMessage()), e);
        }
      }
    }
    if (files.isEmpty()) {
      throw new IOException(name + " names no file");
    }
    return new Corpus(folder, List.copyOf(files));
  }

  private static List<String> lines(Path list) throws IOException {
    try {
      return Files.readAllLines(list);
    } catch (IOException e) {
      throw new IOException(list + ": " + Throwables.oneLine(e), e);
    }
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
