package io.wavecast.trainer.sketch;

import io.wavecast.core.sketch.SketchPoints;
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
 * Training and validation drawings.
 *
 * @param classes what they show, sorted
 * @param train drawings to learn from
 * @param valid drawings that choose the best weights
 */
public record SketchData(
    List<String> classes, List<LabelledDrawing> train, List<LabelledDrawing> valid) {
  /** Where files name no split, every 14th drawing of a class is for validation. */
  private static final int ONE_OF = 14;

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
   * as in the notebook. Drawings of a split {@code test} are skipped.
   *
   * @param most largest number of drawings read of each class and split
   * @throws IOException when there is none, or one cannot be read
   */
  public static SketchData read(Path path, int most) throws IOException {
    List<LabelledDrawing> all = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Path file : files(path)) {
      boolean records = file.getFileName().toString().contains(".tfrecord-");
      for (LabelledDrawing drawing : records ? TfRecords.read(file) : QuickDraw.read(file)) {
        if (counts.merge(drawing.split() + " " + drawing.word(), 1, Integer::sum) <= most) {
          all.add(drawing);
        }
      }
    }
    return split(all);
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
    TreeSet<String> classes = new TreeSet<>();
    Map<String, Integer> counts = new HashMap<>();
    for (LabelledDrawing drawing : all) {
      String split = drawing.split();
      if (split.isEmpty()) {
        int nth = counts.merge(drawing.word(), 1, Integer::sum);
        split = nth % ONE_OF == 0 ? "valid" : "train";
      }
      switch (split) {
        case "train" -> train.add(drawing);
        case "valid" -> valid.add(drawing);
        default -> {}
      }
      classes.add(drawing.word());
    }
    return new SketchData(List.copyOf(classes), train, valid);
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
