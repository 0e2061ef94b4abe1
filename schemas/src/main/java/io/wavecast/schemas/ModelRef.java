package io.wavecast.schemas;

/**
 * The model that made a forecast.
 *
 * @param name the model's name, not blank
 * @param version the model's version, not blank
 */
public record ModelRef(String name, String version) {
  public ModelRef {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a model must not be blank");
    }
    if (version.isBlank()) {
      throw new IllegalArgumentException("version of model '" + name + "' must not be blank");
    }
  }
}
