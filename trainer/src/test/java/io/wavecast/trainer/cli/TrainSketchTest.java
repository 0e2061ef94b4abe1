package io.wavecast.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wavecast.schemas.json.JsonValue;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import io.wavecast.sketches.pipeline.SketchPoints;
import io.wavecast.trainer.fit.Checkpoints;
import io.wavecast.trainer.fit.Curve;
import io.wavecast.trainer.sketch.LabelledDrawing;
import io.wavecast.trainer.sketch.SketchData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSketchTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_quick_run_leaves_file_card_and_figures_and_resumes() throws IOException {
    Path run = folder.resolve("run");

    assertThat(train(data(), run)).isZero();
    assertFiguresOfTheTestSet(run);
    byte[] first = Files.readAllBytes(run.resolve("mine.onnx"));
    assertThat(run.resolve("mine.md"))
        .content()
        .contains(
            "| classes | box, line |",
            "CC BY 4.0",
            "`./wavecast train sketch --data PATH --net notebook --name mine --batch 8 --quick --seed 3 --out "
                + run
                + "`");
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"network\" : \"notebook\"", "\"seed\" : 3", "\"valid_half_top1\"");

    assertThat(train(data(), run, "--resume")).isZero();
    assertThat(Files.readAllBytes(run.resolve("mine.onnx"))).isEqualTo(first);

    Files.delete(run.resolve("mine.onnx"));
    Files.createDirectory(run.resolve("mine.onnx")); // so that the next run fails at its end
    assertThat(train(data(), run)).isEqualTo(1);
    assertThat(run.resolve("run.json")).as("figures of the run before").doesNotExist();
  }

  @Test
  void as_printed_two_epochs_of_clipped_gradient_steps_end_with_the_last_weights()
      throws IOException {
    Path data = data();
    addWrongWords(data);
    Path run = folder.resolve("run");

    assertThat(
            execute(
                List.of(
                    "train",
                    "sketch",
                    "--net",
                    "notebook",
                    "--as-printed",
                    "--data",
                    data + "",
                    "--out",
                    run + "")))
        .isZero();

    Checkpoints.Training training = Checkpoints.training(run.resolve("checkpoint.bin"));
    assertThat(training.fingerprint())
        .startsWith("notebook-as-printed ")
        .contains(
            " FitOptions[batch=32, steps=6, evaluateEvery=3,"
                + " schedule=Schedule[peak=0.01, warmUp=0, last=1.0], weightDecay=0.0,"
                + " averaging=0.0, patience=0, seed=1, method=CLIPPED_SGD] ");
    assertThat(training.hasMoments()).as("moments of plain gradient steps").isFalse();
    List<Curve.Point> curve = training.curve().points();
    assertThat(curve.get(1).validScore()).isGreaterThan(curve.get(0).validScore());
    assertThat(run.resolve("run.json"))
        .content()
        .contains("\"network\" : \"notebook-as-printed\"", "\"bestStep\" : 6");
    assertThat(run.resolve("sketch.md"))
        .content()
        .contains(
            "The network `notebook-as-printed` is the notebook's",
            ", trained as printed.",
            "| steps | 6 of batch 32, the last weights are kept |",
            " --net notebook --as-printed --seed 1 ")
        .doesNotContain("The validation set also chose");
  }

  /** Adds drawings to validate that are called what they are not: learning makes the loss worse. */
  private static void addWrongWords(Path data) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(data).subList(0, 40)) {
      String word = line.contains("box") ? "box" : "line";
      String other = word.equals("box") ? "line" : "box";
      wrong.add(line.replace(word + "\"", other + "\",\"split\":\"valid\""));
    }
    Files.write(data, wrong, StandardOpenOption.APPEND);
  }

  @Test
  void a_batch_has_all_drawings_where_they_are_fewer() throws IOException {
    Path run = folder.resolve("run");
    List<String> args = new ArrayList<>(List.of("train", "sketch", "--net", "notebook"));
    args.addAll(List.of("--steps", "1", "--batch", "113"));
    args.addAll(List.of("--data", data() + "", "--out", run + ""));

    assertThat(execute(args)).isZero();

    assertThat(run.resolve("sketch.md"))
        .content()
        .contains(
            "| steps | 1 of batch 112, best at 1 |",
            "The validation set also chose the best of 1 evaluations");
  }

  @Test
  void a_network_that_does_not_exist_is_wrong_usage_and_absent_data_a_failure() {
    assertThat(train(folder, folder.resolve("run"), "--net", "none")).isEqualTo(2);
    assertThat(train(folder.resolve("none"), folder.resolve("run"))).isEqualTo(1);
  }

  /** Top 1, top 5 and loss in the figures and on the card, against the file's own answers. */
  private void assertFiguresOfTheTestSet(Path run) throws IOException {
    List<LabelledDrawing> test = SketchData.read(data(), 100).test();
    int n = test.size();
    int values = SketchPoints.MAX * SketchPoints.WIDTH;
    float[] points = new float[n * values];
    for (int i = 0; i < n; i++) {
      System.arraycopy(SketchPoints.of(test.get(i).strokes()), 0, points, i * values, values);
    }
    float[] p = new float[2 * n];
    double right = 0;
    double loss = 0;
    Path file = run.resolve("mine.onnx");
    try (OnnxSketchClassifier served =
        OnnxSketchClassifier.KIND.open(file.toString(), Files.readAllBytes(file))) {
      served.classify(points, n, p);
      for (int i = 0; i < n; i++) {
        int label = served.classes().indexOf(test.get(i).word());
        right += p[2 * i + label] > 0.5 ? 1.0 / n : 0;
        loss -= Math.log(p[2 * i + label]) / n;
      }
    }
    Map<String, Double> metrics = metrics(run);

    assertThat(right).as("share of a set with wrong words").isBetween(0.1, 0.9);
    assertThat(metrics.get("test_top1")).isCloseTo(right, within(1e-9));
    assertThat(metrics.get("test_top5")).as("of two classes").isEqualTo(1);
    assertThat(metrics.get("test_nll")).isCloseTo(loss, within(1e-4));
    assertThat(run.resolve("mine.md"))
        .content()
        .contains(
            String.format(
                Locale.ROOT,
                "| test set, 7 drawings | %.1f %% | 100.0 %% | %.3f |",
                100 * right,
                metrics.get("test_nll")));
  }

  private static Map<String, Double> metrics(Path run) throws IOException {
    return JsonValue.read(
        Files.readAllBytes(run.resolve("run.json")),
        "run.json",
        json ->
            Stream.of("test_top1", "test_top5", "test_nll")
                .collect(
                    Collectors.toMap(
                        name -> name, name -> json.get("metrics").get(name).number())));
  }

  private static int train(Path data, Path run, String... more) {
    List<String> all = new ArrayList<>(List.of("train", "sketch", "--quick", "--batch", "8"));
    all.addAll(List.of("--seed", "3", "--name", "mine", "--data", data + "", "--out", run + ""));
    all.addAll(more.length == 2 ? List.of() : List.of("--net", "notebook"));
    all.addAll(List.of(more));
    return execute(all);
  }

  private static int execute(List<String> args) {
    return TrainerCommand.commandLine()
        .setErr(new PrintWriter(new StringWriter()))
        .execute(args.toArray(String[]::new));
  }

  /**
   * Boxes and lines of different sizes; every 14th of a class is for validation. There are seven
   * boxes to test, three of them called lines.
   */
  private Path data() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      lines.append(
          "{\"word\":\"box\",\"drawing\":[[[0,%d,%d,0,0],[0,0,%d,%d,0]]]}%n".formatted(i, i, i, i));
      lines.append("{\"word\":\"line\",\"drawing\":[[[0,%d],[%d,0]]]}%n".formatted(i, 2 * i));
    }
    for (int i = 61; i <= 67; i++) {
      lines.append(
          "{\"word\":\"%s\",\"split\":\"test\",\"drawing\":[[[0,%d,%d,0,0],[0,0,%d,%d,0]]]}%n"
              .formatted(i < 65 ? "box" : "line", i, i, i, i));
    }
    return Files.writeString(folder.resolve("drawings.ndjson"), lines);
  }
}
