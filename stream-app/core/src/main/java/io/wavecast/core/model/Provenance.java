package io.wavecast.core.model;

import io.wavecast.schemas.ModelRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a model comes from: the metadata properties that every kind of model file carries.
 *
 * @param name the model's name, 1..100 of {@code A-Z a-z 0-9 . _ -}
 * @param version the model's version, 1..100 characters, not blank
 * @param trainingDataSha256 hash of the training data, 64 hexadecimal digits
 * @param seed random seed of the training
 * @param metrics figures measured by the trainer, by name, e.g. {@code valid_mse}
 * @param producerVersion version of the trainer, as long at most
 */
public record Provenance(
    String name,
    String version,
    String trainingDataSha256,
    long seed,
    Map<String, Double> metrics,
    String producerVersion) {

  /**
   * @throws IllegalArgumentException that names the property that is wrong
   */
  public Provenance {
    MetadataProps.require(
        name.matches("[A-Za-z0-9._-]{1,100}"), "name", "1..100 of A-Z a-z 0-9 . _ -", name);
    requireShort("version", version);
    requireShort("producer_version", producerVersion);
    MetadataProps.require(
        trainingDataSha256.matches("[0-9a-f]{64}"),
        "training_data_sha256",
        "64 hexadecimal digits",
        trainingDataSha256);
    metrics = Map.copyOf(metrics);
  }

  /** They stand in every event, metric and log line. */
  private static void requireShort(String key, String value) {
    MetadataProps.require(
        value.matches("\\P{C}{1,100}") && !value.isBlank(),
        key,
        "1..100 characters, none of them a control character",
        value);
  }

  /** A figure measured by the trainer; NaN when it is absent. */
  public double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }

  /** Name and version. */
  public ModelRef model() {
    return new ModelRef(name, version);
  }

  /**
   * Reads a file's properties.
   *
   * @throws IllegalArgumentException that names the property that is absent or wrong
   */
  public static Provenance of(MetadataProps props) {
    return new Provenance(
        props.text("name"),
        props.text("version"),
        props.text("training_data_sha256"),
        props.whole("seed"),
        props.metrics(),
        props.text("producer_version"));
  }

  /**
   * All properties of a file, in the fixed order in which files carry them.
   *
   * @param kind the kind of model
   * @param contract the properties of its contract, written after its version
   * @param extra further properties, written before the producer's version
   */
  public Map<String, String> toMap(
      String kind, Map<String, String> contract, Map<String, String> extra) {
    Map<String, String> props = new LinkedHashMap<>();
    props.put("kind", kind);
    props.put("name", name);
    props.put("version", version);
    props.putAll(contract);
    props.put("training_data_sha256", trainingDataSha256);
    props.put("seed", Long.toString(seed));
    props.put(
        "metrics",
        new TreeMap<>(metrics)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(";")));
    props.putAll(extra);
    props.put("producer_version", producerVersion);
    return props;
  }
}
