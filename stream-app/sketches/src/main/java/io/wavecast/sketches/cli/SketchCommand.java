package io.wavecast.sketches.cli;

import io.wavecast.config.ModelRouting;
import io.wavecast.config.OutputFile;
import io.wavecast.config.SettingsCommand;
import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.RepositorySettings;
import io.wavecast.sketches.event.SketchLabel.Guess;
import io.wavecast.sketches.event.SketchLabelCodec;
import io.wavecast.sketches.model.OnnxSketchClassifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wavecast sketch}: labels drawings from files. */
@Command(
    name = "sketch",
    description =
        "Labels drawings: one JSON object per line, with strokes as on the sketches topic or a"
            + " drawing as in the files of Quick, Draw!.")
public final class SketchCommand extends SettingsCommand {
  @Option(names = "--json", description = "Print JSON, one object per line.")
  private boolean json;

  private static final int PICTURES = 60;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of drawings; - reads standard input.")
  private List<String> files = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "ONNX file. Default: the shipped one.")
  private String model = OnnxSketchClassifier.SHIPPED;

  @Option(names = "--seen", description = "Share of the points to use, e.g. 0.5. Default: 1.")
  private double seen = 1;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Render the first " + PICTURES + " with their five likeliest classes.")
  private Optional<Path> png = Optional.empty();

  public SketchCommand() {
    super(Set.of());
  }

  @Override
  public Integer call() {
    if (!(seen > 0 && seen <= 1)) {
      throw new UsageException("--seen must be in (0, 1], got: " + seen);
    }
    png.ifPresent(path -> OutputFile.require("--png", path));
    RepositorySettings models = ModelRouting.of(settings());
    Tally tally = new Tally();
    List<LabelledDrawing> shown = new ArrayList<>();
    try (OnnxSketchClassifier classifier =
        OnnxSketchClassifier.KIND.open(model, models.trusted(), models.device())) {
      DrawingLabeller labeller =
          new DrawingLabeller(
              classifier,
              seen,
              labelled -> {
                print(labelled);
                tally.add(labelled);
                if (png.isPresent() && shown.size() < PICTURES) {
                  shown.add(labelled);
                }
              });
      try {
        for (String name : files) {
          read(name, labeller);
        }
      } finally {
        labeller.flush(); // also labels the drawings before an invalid line
      }
    } finally {
      out().flush();
    }
    png.ifPresent(path -> OutputFile.write(path, sheet -> DrawingSheet.write(shown, sheet)));
    err().println(tally);
    err().flush();
    return 0;
  }

  private void read(String name, DrawingLabeller labeller) {
    try (BufferedReader lines =
        name.equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(name))) {
      DrawingFile.read(lines, name, labeller::accept, () -> catchUp(labeller));
    } catch (IOException e) {
      throw new FailureException(name + " cannot be read: " + Throwables.reason(e), e);
    }
  }

  /** Labels what is pending before a read that may block, e.g. of standard input. */
  private void catchUp(DrawingLabeller labeller) {
    labeller.flush();
    // a writer over System.out does not see its errors
    if (out().checkError() || System.out.checkError()) {
      throw new FailureException("labels cannot be written: the reader has closed the pipe");
    }
  }

  private void print(LabelledDrawing labelled) {
    if (json) {
      out().println(new String(SketchLabelCodec.write(labelled.label()), StandardCharsets.UTF_8));
      return;
    }
    StringBuilder line = new StringBuilder(labelled.label().sketchId());
    labelled.drawing().word().ifPresent(word -> line.append(" (").append(word).append(')'));
    String before = ": ";
    for (Guess guess : labelled.label().top()) {
      line.append(before)
          .append(guess.label())
          .append(String.format(Locale.ROOT, " %.1f %%", 100 * guess.probability()));
      before = ", ";
    }
    out().println(line.toString().replaceAll("\\p{Cntrl}", "?"));
  }

  /** Counts how often the label was right, among drawings with a known class. */
  private static final class Tally {
    private int drawings;
    private int known;
    private int first;
    private int among;

    void add(LabelledDrawing labelled) {
      drawings++;
      if (labelled.drawing().word().isPresent()) {
        String word = labelled.drawing().word().get();
        List<Guess> top = labelled.label().top();
        known++;
        first += top.get(0).label().equals(word) ? 1 : 0;
        among += top.stream().anyMatch(g -> g.label().equals(word)) ? 1 : 0;
      }
    }

    @Override
    public String toString() {
      return known == 0
          ? "wavecast: drawings: %d".formatted(drawings)
          : String.format(
              Locale.ROOT,
              "wavecast: drawings: %d; of %d with a known class %.1f %% right,"
                  + " %.1f %% among the likeliest five",
              drawings,
              known,
              100.0 * first / known,
              100.0 * among / known);
    }
  }
}
