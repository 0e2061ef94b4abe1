package io.wavecast.core.chorale;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.schemas.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a composer's file says of itself: the {@code metadata_props} of the ONNX model.
 *
 * @param name the model's name
 * @param version the model's version
 * @param states what the step takes and gives back, in this order
 * @param trainingDataSha256 hash of the training data, 64 hexadecimal digits
 * @param seed seed of the training
 * @param metrics figures measured by the trainer, e.g. {@code test_loss}
 * @param producerVersion version of the trainer
 */
public record ComposerMetadata(
    String name,
    String version,
    List<State> states,
    String trainingDataSha256,
    long seed,
    Map<String, Double> metrics,
    String producerVersion) {
  public static final String KIND = "chorale-composer";

  /** Input: float [batch, 1], the class of the note that is heard. */
  public static final String NOTE = "note";

  /** Input: float [batch, 1], where it stands: 0..63. */
  public static final String PLACE = "place";

  /** Output: float [batch, 47], of the next note. */
  public static final String PROBABILITIES = "probabilities";

  /** The output of a state is called this and the name of its input. */
  public static final String NEXT = "next_";

  private static final String RANGE = "36..81";

  /**
   * A part of the state: input {@code name} and output {@code next_name}, float [batch, size].
   *
   * @param size floats of one piece, 1..65536
   */
  public record State(String name, int size) {
    public State {
      require(name.matches("[a-z][a-z0-9_]{0,40}"), "states", "names of a-z 0-9 _", name);
      require(size >= 1 && size <= 65_536, "states", "sizes in 1..65536", size);
    }
  }

  /**
   * @throws IllegalArgumentException that names the line that is wrong
   */
  public ComposerMetadata {
    MetadataProps.requireCommon(name, version, trainingDataSha256);
    states = List.copyOf(states);
    require(!states.isEmpty(), "states", "name:size,name:size", states);
    require(
        states.stream().map(State::name).distinct().count() == states.size(),
        "states",
        "of different names",
        states);
    metrics = Map.copyOf(metrics);
  }

  public ModelRef model() {
    return new ModelRef(name, version);
  }

  /** Floats of one piece's whole state. */
  public int stateSize() {
    return states.stream().mapToInt(State::size).sum();
  }

  /** The lines of {@code metadata_props}, in a fixed order. */
  public Map<String, String> toMap() {
    Map<String, String> own = new LinkedHashMap<>();
    own.put("notes", RANGE);
    own.put(
        "states",
        states.stream().map(s -> s.name() + ":" + s.size()).collect(Collectors.joining(",")));
    Map<String, String> lines =
        MetadataProps.of(KIND, name, version, own, trainingDataSha256, seed, metrics);
    lines.put("producer_version", producerVersion);
    return lines;
  }

  /**
   * Reads the lines of {@code metadata_props}. Lines of other names are ignored.
   *
   * @throws IllegalArgumentException that names the line that is absent or wrong
   */
  public static ComposerMetadata of(Map<String, String> props) {
    MetadataProps lines = new MetadataProps(props);
    lines.require("kind", KIND);
    lines.require("notes", RANGE);
    List<State> states = new ArrayList<>();
    for (String part : lines.text("states").split(",", -1)) {
      String[] fields = part.split(":", -1);
      require(
          fields.length == 2 && fields[1].matches("[0-9]{1,6}"),
          "states",
          "name:size,name:size",
          part);
      states.add(new State(fields[0], Integer.parseInt(fields[1])));
    }
    return new ComposerMetadata(
        lines.text("name"),
        lines.text("version"),
        states,
        lines.text("training_data_sha256"),
        lines.whole("seed"),
        lines.metrics(),
        lines.text("producer_version"));
  }
}
