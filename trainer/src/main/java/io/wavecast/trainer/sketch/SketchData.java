package io.wavecast.trainer.sketch;

import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.data.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Drawings to train, to validate and to test.
 *
 * @param classes what they show, sorted
 * @param train drawings to learn from
 * @param valid drawings that choose the best weights
 * @param test drawings that decide nothing and are measured at the end; may be empty
 */
public record SketchData(
    List<String> classes,
    List<LabelledDrawing> train,
    List<LabelledDrawing> valid,
    List<LabelledDrawing> test) {
  /** Where files name no split, every 14th drawing of a class is for validation. */
  private static final int ONE_OF = 14;

  private static final String TRAIN = "train";
  private static final String VALID = "valid";
  private static final String TEST = "test";

  public SketchData {
    classes = List.copyOf(classes);
    if (train.isEmpty() || valid.isEmpty() || classes.size() < 2) {
      throw new IllegalArgumentException(
          "there must be drawings of 2 classes to train on and to validate with, got: %d and %d of %s"
              .formatted(train.size(), valid.size(), classes));
    }
  }

  /**
   * Reads a file or all files of a folder: Quick, Draw!'s {@code .ndjson}, or {@code .tfrecord-...}
   * as in the notebook. Drawings of the latter stay on the disk. Of their {@code eval} files the
   * first half validates and the second tests, as in the notebook, where five of ten do.
   *
   * @param most largest number of drawings used of each class and split
   * @throws IOException when there is none, or one cannot be read
   */
  public static SketchData read(Path path, int most) throws IOException {
    List<Path> files = files(path);
    boolean records = isRecord(files.get(0));
    if (files.stream().anyMatch(file -> isRecord(file) != records)) {
      throw new IOException(path + " must hold .ndjson or .tfrecord- files, got both");
    }
    return records ? ofRecords(files, most) : ofLines(files, most);
  }

  private static boolean isRecord(Path file) {
    return file.getFileName().toString().contains(".tfrecord-");
  }

  private static SketchData ofRecords(List<Path> files, int most) throws IOException {
    Limit limit = new Limit(most);
    TreeSet<String> classes = new TreeSet<>();
    ShardDrawings train = new ShardDrawings(TRAIN);
    ShardDrawings valid = new ShardDrawings(VALID);
    ShardDrawings test = new ShardDrawings(TEST);
    List<Path> evals = files.stream().filter(file -> !TfRecords.isForTraining(file)).toList();
    List<Path> forValidation = evals.subList(0, (evals.size() + 1) / 2);
    for (Path file : files) {
      ShardDrawings drawings =
          TfRecords.isForTraining(file) ? train : forValidation.contains(file) ? valid : test;
      TfRecords.each(
          file,
          drawings.split(),
          (drawing, offset) -> {
            if (limit.admits(drawing)) {
              classes.add(drawing.word());
              drawings.add(file, offset);
            }
          });
    }
    return new SketchData(List.copyOf(classes), train, valid, test);
  }

  private static SketchData ofLines(List<Path> files, int most) throws IOException {
    Limit limit = new Limit(most);
    List<LabelledDrawing> all = new ArrayList<>();
    for (Path file : files) {
      QuickDraw.read(file).stream().filter(limit::admits).forEach(all::add);
    }
    return split(all);
  }

  /** Admits a number of drawings of each class and split. */
  private record Limit(int most, Map<String, Integer> counts) {
    Limit(int most) {
      this(most, new HashMap<>());
    }

    boolean admits(LabelledDrawing drawing) {
      return counts.merge(drawing.split() + " " + drawing.word(), 1, Integer::sum) <= most;
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      List<Path> found =
          files
              .filter(f -> f.getFileName().toString().matches(".+\\.ndjson|.+\\.tfrecord-.+"))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new IOException(path + " must hold .ndjson or .tfrecord- files, got none");
      }
      return found;
    }
  }

  private static SketchData split(List<LabelledDrawing> all) {
    List<LabelledDrawing> train = new ArrayList<>();
    List<LabelledDrawing> valid = new ArrayList<>();
    List<LabelledDrawing> test = new ArrayList<>();
    TreeSet<String> classes = new TreeSet<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LabelledDrawing drawing : all) {
      String split = drawing.split();
      if (split.isEmpty()) {
        int nth = counts.merge(drawing.word(), 1, Integer::sum);
        split = nth % ONE_OF == 0 ? VALID : TRAIN;
      }
      switch (split) {
        case TRAIN -> train.add(drawing);
        case VALID -> valid.add(drawing);
        case TEST -> test.add(drawing);
        default -> {}
      }
      classes.add(drawing.word());
    }
    return new SketchData(List.copyOf(classes), train, valid, test);
  }

  /** The number of each class. */
  Map<String, Integer> labels() {
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (String name : classes) {
      labels.put(name, labels.size());
    }
    return labels;
  }

  /** SHA-256 over the points and labels of the drawings to train on: 64 hexadecimal digits. */
  public String sha256() {
    Sha256 hash = new Sha256();
    Map<String, Integer> labels = labels();
    for (LabelledDrawing drawing : train) {
      float[] points = SketchPoints.of(drawing.strokes());
      ByteBuffer bytes = ByteBuffer.allocate(4 * points.length + 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putInt(labels.getOrDefault(drawing.word(), -1));
      bytes.asFloatBuffer().put(points);
      hash.update(bytes.array());
    }
    return hash.hex();
  }
}
