package io.wavecast.trainer.alerts;

import io.wavecast.onnx.support.CsvException;
import io.wavecast.schemas.json.JsonValue;
import io.wavecast.schemas.json.JsonWriter;
import io.wavecast.trainer.alerts.LabelledSeries.Labelled;
import io.wavecast.trainer.recorded.CsvSeries;
import io.wavecast.trainer.recorded.CsvSeries.Order;
import io.wavecast.trainer.recorded.RecordedSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled series as files: {@code KIND/NAME.csv} (timestamp,value), and {@code labels.json} with a
 * field for each, {@code "KIND/NAME": {"n": size, "step": seconds, "windows": [[first, last,
 * what]], "ignore": [[first, last]]}}, by index from 0.
 */
public final class LabelledFolder {
  private static final String LABELS = "labels.json";

  private LabelledFolder() {}

  /** Writes series into a folder, which is created if absent. */
  public static void write(List<LabelledSeries> all, Path folder) throws IOException {
    Map<String, Object> labels = new LinkedHashMap<>();
    for (LabelledSeries series : all) {
      String name = series.kind() + "/" + series.name();
      labels.put(
          name,
          JsonWriter.fields(
              "n",
              series.size(),
              "step",
              series.step(),
              "windows",
              series.anomalies().stream()
                  .map(a -> List.of(a.span().first(), a.span().last(), a.what()))
                  .toList(),
              "ignore",
              series.ignored().stream().map(s -> List.of(s.first(), s.last())).toList()));
      Files.createDirectories(folder.resolve(series.kind()));
      StringBuilder rows = new StringBuilder("timestamp,value\n");
      for (int i = 0; i < series.size(); i++) {
        rows.append(Instant.ofEpochMilli(series.timeAt(i))).append(',');
        rows.append(series.values()[i]).append('\n');
      }
      Files.writeString(folder.resolve(name + ".csv"), rows);
    }
    Files.writeString(folder.resolve(LABELS), JsonWriter.indented(labels));
  }

  /**
   * Reads the series of a folder.
   *
   * @throws CsvException when a file has no label, or is not what its label says
   * @throws io.wavecast.schemas.BadRecordException when the labels are no such JSON
   */
  public static List<LabelledSeries> read(Path folder) throws IOException {
    List<RecordedSeries> files = CsvSeries.read(folder, Order.STRICT, 1);
    byte[] labels = Files.readAllBytes(folder.resolve(LABELS));
    return JsonValue.read(
        labels, LABELS, all -> files.stream().map(file -> labelled(file, all)).toList());
  }

  private static LabelledSeries labelled(RecordedSeries file, JsonValue all) {
    String name = file.group() + "/" + file.name();
    JsonValue label = all.get(name);
    int step = label.get("step").smallInteger();
    LabelledSeries series =
        new LabelledSeries(
            file.group(),
            file.name(),
            step,
            file.values(),
            windows(label.get("windows")),
            spans(label.get("ignore")));
    long end = file.timestamps()[file.size() - 1];
    if (file.size() != label.get("n").smallInteger()
        || file.timestamps()[0] != series.timeAt(0)
        || end != series.timeAt(file.size() - 1)) {
      throw new CsvException(
          "%s.csv must hold %d values, one every %d s from %s on, as %s says"
              .formatted(name, label.get("n").integer(), step, LabelledSeries.EPOCH, LABELS));
    }
    return series;
  }

  private static List<Labelled> windows(JsonValue windows) {
    List<Labelled> all = new ArrayList<>();
    for (JsonValue window : windows.elements("an array of windows")) {
      List<JsonValue> w = window.elements("first, last and kind of an anomaly", 3, 3);
      all.add(new Labelled(span(w), w.get(2).text()));
    }
    return all;
  }

  private static List<Span> spans(JsonValue spans) {
    return spans.elements("an array of spans").stream()
        .map(s -> span(s.elements("first and last of a span", 2, 2)))
        .toList();
  }

  private static Span span(List<JsonValue> ends) {
    return new Span(ends.get(0).smallInteger(), ends.get(1).smallInteger());
  }
}
