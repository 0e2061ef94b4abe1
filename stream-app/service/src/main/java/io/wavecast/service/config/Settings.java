package io.wavecast.service.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings as they were given: flags over environment over file over defaults. */
public final class Settings {
  /** Keys that begin so are handed to Kafka's clients without this prefix. */
  public static final String KAFKA = "kafka.";

  private static final String KAFKA_VARIABLE = "WAVECAST_KAFKA_";

  private final Map<String, ConfigFile.Entry> given = new LinkedHashMap<>();
  private final Map<String, String> kafka = new TreeMap<>();

  private Settings() {}

  /**
   * @param flags key name to text, as given on the command line; {@code kafka.*} among them
   * @param environment the process's environment
   * @param file a YAML file
   * @throws ConfigException when a key is unknown, or a value is not allowed
   */
  public static Settings load(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    Settings settings = new Settings();
    file.ifPresent(path -> ConfigFile.read(path).forEach(settings::put));
    for (Key<?> key : Keys.ALL) {
      String text = environment.get(key.variable());
      if (text != null) {
        settings.put(key.name(), new ConfigFile.Entry(text, key.variable()));
      }
    }
    environment.forEach(
        (variable, text) -> {
          if (variable.startsWith(KAFKA_VARIABLE)) {
            String name = variable.substring(KAFKA_VARIABLE.length());
            name = KAFKA + name.toLowerCase(Locale.ROOT).replace('_', '.');
            settings.put(name, new ConfigFile.Entry(text, variable));
          }
        });
    flags.forEach(
        (name, text) ->
            settings.put(name, new ConfigFile.Entry(text, "--" + name.replace('.', '-'))));
    Keys.ALL.forEach(settings::get);
    return settings;
  }

  /** Settings given by name only, e.g. in a test. */
  public static Settings of(Map<String, String> named) {
    return load(named, Map.of(), Optional.empty());
  }

  private void put(String name, ConfigFile.Entry entry) {
    if (name.startsWith(KAFKA) && name.length() > KAFKA.length()) {
      kafka.put(name.substring(KAFKA.length()), entry.text());
    } else if (Keys.byName(name).isPresent()) {
      given.put(name, entry);
    } else {
      String hint =
          Suggest.nearest(name, Keys.names()).map(n -> "; did you mean '" + n + "'?").orElse("");
      throw new ConfigException("unknown key '" + name + "'" + hint + " (" + entry.from() + ")");
    }
  }

  /** The value of a key: the given one or the default. */
  public <T> T get(Key<T> key) {
    ConfigFile.Entry entry = given.get(key.name());
    return entry == null
        ? key.parse(key.defaultText(), "default")
        : key.parse(entry.text(), entry.from());
  }

  /** Whether a key was given, by whatever way. */
  public boolean has(Key<?> key) {
    return given.containsKey(key.name());
  }

  /** The properties to hand to Kafka's clients, without the prefix. May hold secrets. */
  public Map<String, String> kafka() {
    return Map.copyOf(kafka);
  }

  /** All settings with their values, secrets hidden: {@code key=value}, one a line. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (Key<?> key : Keys.ALL) {
      ConfigFile.Entry entry = given.get(key.name());
      String text = entry == null ? key.defaultText() : entry.text();
      String shown = Secrets.show(key.name(), text);
      lines.append(key.name()).append('=').append(shown).append('\n');
    }
    kafka.forEach(
        (name, value) ->
            lines.append(KAFKA + name).append('=').append(Secrets.show(name, value)).append('\n'));
    return lines.toString();
  }
}
