package io.wavecast.chorales.pipeline;

import static io.wavecast.core.model.MetadataProps.require;

import io.wavecast.core.model.MetadataProps;
import io.wavecast.core.model.ModelMetadata;
import io.wavecast.core.model.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The metadata of a composer: the {@code metadata_props} of its ONNX file.
 *
 * @param provenance where the model comes from
 * @param states the parts of its recurrent state, which a step takes and returns in this order
 */
public record ComposerMetadata(Provenance provenance, List<State> states) implements ModelMetadata {
  /** The kind of model that this contract describes. */
  public static final String KIND = "chorale-composer";

  /** Input: float [batch, 1], the class of the note that is consumed. */
  public static final String NOTE = "note";

  /** Input: float [batch, 1], its position in the bar, 0..63. */
  public static final String PLACE = "place";

  /** Output: float [batch, 47], the probabilities of the next note's class. */
  public static final String PROBABILITIES = "probabilities";

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
   * @throws IllegalArgumentException that names the property that is wrong
   */
  public ComposerMetadata {
    states = List.copyOf(states);
    require(!states.isEmpty(), "states", "name:size,name:size", states);
    require(
        states.stream().map(State::name).distinct().count() == states.size(),
        "states",
        "of different names",
        states);
  }

  /** Floats of one piece's complete state. */
  public int stateSize() {
    return states.stream().mapToInt(State::size).sum();
  }

  @Override
  public Map<String, String> toMap() {
    Map<String, String> contract = new LinkedHashMap<>();
    contract.put("notes", RANGE);
    contract.put(
        "states",
        states.stream().map(s -> s.name() + ":" + s.size()).collect(Collectors.joining(",")));
    return provenance.toMap(KIND, contract, Map.of());
  }

  /**
   * Reads {@code metadata_props}. Unknown names are ignored.
   *
   * @throws IllegalArgumentException that names the property that is absent or wrong
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
    return new ComposerMetadata(Provenance.of(lines), states);
  }
}
