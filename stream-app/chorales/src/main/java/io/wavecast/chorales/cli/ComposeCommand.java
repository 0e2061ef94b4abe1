package io.wavecast.chorales.cli;

import io.wavecast.chorales.event.ChoraleEnd;
import io.wavecast.chorales.event.ChoraleEvent;
import io.wavecast.chorales.event.ChoraleEventCodec;
import io.wavecast.chorales.event.ChoraleNote;
import io.wavecast.chorales.event.ChoraleRequest;
import io.wavecast.chorales.event.ChoraleRequest.Mode;
import io.wavecast.chorales.event.Chord;
import io.wavecast.chorales.model.OnnxComposer;
import io.wavecast.chorales.pipeline.Pieces;
import io.wavecast.config.ModelRouting;
import io.wavecast.config.OutputFile;
import io.wavecast.config.SettingsCommand;
import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.InMemoryStore;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import io.wavecast.onnx.repository.RepositorySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wavecast compose}: a chorale, note by note, without a broker. */
@Command(
    name = "compose",
    description = "Composes a chorale as the stream would, and writes it as MIDI and WAV.")
public final class ComposeCommand extends SettingsCommand {
  @Option(names = "--json", description = "Print JSON, one object per line.")
  private boolean json;

  private static final Map<String, Double> TEMPERATURES =
      Map.of("cold", 0.8, "medium", 1.0, "hot", 1.5);

  /** Amplitude of the loudest possible moment; 1 is the range of a WAV file. */
  private static final double LOUDNESS = 0.5;

  private static final String[] PITCHES = {
    "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"
  };

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "Continue this chorale: CSV, one chord of four MIDI notes per line. Default: two beats by"
              + " Bach.")
  private Optional<Path> from = Optional.empty();

  @Option(names = "--take", paramLabel = "N", description = "Chords of it to use. Default: 8.")
  private int take = 8;

  @Option(
      names = "--length",
      description = "Chords to compose, four per beat; 0 writes the chorale as it is. Default: 56.")
  private int length = 56;

  @Option(
      names = "--temperature",
      description = "Randomness: cold (0.8), medium (1), hot (1.5), or a number. Default: medium.")
  private String temperature = "medium";

  @Option(names = "--greedy", description = "Always choose the likeliest note.")
  private boolean greedy;

  @Option(
      names = "--seed",
      description = "Random seed; equal seeds give equal chorales. Default: 1.")
  private long seed = 1;

  @Option(names = "--midi", paramLabel = "FILE", description = "Write a MIDI file.")
  private Optional<Path> midi = Optional.empty();

  @Option(names = "--wav", paramLabel = "FILE", description = "Write a WAV file: 44.1 kHz, 16 bit.")
  private Optional<Path> wav = Optional.empty();

  @Option(names = "--tempo", description = "Chords per minute of these, 20 to 1200. Default: 160.")
  private int tempo = 160;

  @Option(
      names = "--model",
      description = "'chorale', which is shipped, or an ONNX file. Default: chorale.")
  private String model = OnnxComposer.SHIPPED;

  public ComposeCommand() {
    super(Set.of());
  }

  @Override
  public Integer call() {
    if (length == 0) {
      return writeAsItIs();
    }
    ChoraleRequest request = request();
    requireFiles();
    Printer printer = new Printer(out(), json);
    RepositorySettings models = ModelRouting.of(settings());
    try (OnnxComposer composer = OnnxComposer.KIND.open(model, models.trusted(), models.device())) {
      Pieces pieces = new Pieces(composer, new InMemoryStore(), printer::print, Metrics.NONE);
      pieces
          .add(request, 0)
          .ifPresent(
              why -> {
                throw new IllegalStateException(why.message());
              });
      while (pieces.unfinished() > 0) {
        pieces.compose(1);
      }
    }
    writeFiles(printer.chords);
    return 0;
  }

  /** The chorale of {@code --from}, without a model. */
  private int writeAsItIs() {
    if (json || from.isEmpty()) {
      throw new UsageException("--length 0 needs --from, and has no events for --json");
    }
    List<Chord> chords = chords();
    requireFiles();
    chords.forEach(chord -> Printer.print(out(), chord));
    writeFiles(chords);
    return 0;
  }

  private void requireFiles() {
    if (tempo < 20 || tempo > 1200) {
      throw new UsageException("--tempo must be in 20..1200, got: " + tempo);
    }
    midi.ifPresent(file -> OutputFile.require("--midi", file));
    wav.ifPresent(file -> OutputFile.require("--wav", file));
  }

  private void writeFiles(List<Chord> chords) {
    write("MIDI", midi, file -> MidiScore.write(chords, tempo, file));
    write("WAV", wav, file -> Synthesizer.write(chords, tempo, LOUDNESS, file));
  }

  private void write(String what, Optional<Path> file, OutputFile.Writing writing) {
    file.ifPresent(
        path -> {
          OutputFile.write(path, writing);
          tell(what + " in " + path);
        });
  }

  private ChoraleRequest request() {
    List<Chord> chords = chords();
    try {
      return new ChoraleRequest(
          "chorale", chords, length, greedy ? Mode.GREEDY : Mode.SAMPLE, temperature(), seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** The chords that are given. */
  private List<Chord> chords() {
    if (take < 1) {
      throw new UsageException("--take must be at least 1, got: " + take);
    }
    try {
      return from.isPresent() ? SeedChords.read(from.get(), take) : SeedChords.bach();
    } catch (IOException e) {
      throw new UsageException(
          "--from %s cannot be read: %s".formatted(from.orElseThrow(), Throwables.reason(e)), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private double temperature() {
    Double named = TEMPERATURES.get(temperature.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    try {
      return Double.parseDouble(temperature);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--temperature must be cold, medium, hot or a number, got: " + temperature);
    }
  }

  /** Prints notes as they are composed: one chord per line, or one event per line. */
  private static final class Printer {
    private final PrintWriter out;
    private final boolean json;
    private List<Chord> chords = List.of();

    Printer(PrintWriter out, boolean json) {
      this.out = out;
      this.json = json;
    }

    void print(ChoraleEvent event, long time) {
      if (json) {
        out.println(new String(ChoraleEventCodec.write(event), StandardCharsets.UTF_8));
      } else if (event instanceof ChoraleNote note) {
        out.printf("%-5s", name(note.note()));
        if (note.voice() == Chord.VOICES - 1) {
          out.println();
        }
      }
      out.flush();
      if (event instanceof ChoraleEnd end) {
        chords = end.chords();
      }
    }

    /** One line, soprano first. */
    static void print(PrintWriter out, Chord chord) {
      for (int voice = 0; voice < Chord.VOICES; voice++) {
        out.printf("%-5s", name(chord.note(voice)));
      }
      out.println();
      out.flush();
    }

    /** E.g. {@code C#4}; middle C is C4. */
    private static String name(int note) {
      return note == 0 ? "-" : PITCHES[note % 12] + (note / 12 - 1);
    }
  }
}
