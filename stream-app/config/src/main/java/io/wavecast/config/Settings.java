package io.wavecast.config;

import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The settings of a host as given: flags over environment over file over defaults. Immutable. */
public final class Settings {
  /** Keys with this prefix are passed to Kafka's clients without it. */
  public static final String KAFKA = "kafka.";

  private static final String KAFKA_VARIABLE = Key.variable(KAFKA);

  private final Host host;
  private final Map<String, ConfigFile.Entry> given = new LinkedHashMap<>();
  private final Map<String, ConfigFile.Entry> kafka = new TreeMap<>();

  private Settings(Host host) {
    this.host = host;
  }

  /**
   * Reads settings. The environment and the file may hold keys that only the other host has, so
   * that both can share them; a flag may not.
   *
   * @param flags key name to text, as given on the command line; {@code kafka.*} among them
   * @param environment of the process
   * @param file a YAML file
   * @throws UsageException when a key is unknown, or a value is not allowed
   */
  public static Settings load(
      Host host, Map<String, String> flags, Map<String, String> environment, Optional<Path> file) {
    Settings settings = new Settings(host);
    file.ifPresent(path -> ConfigFile.read(path).forEach(settings::put));
    settings.putVariables(environment);
    flags.forEach((name, text) -> settings.putFlag(name, text));
    Keys.ALL.forEach(settings::check);
    return settings;
  }

  /** Settings of the service given by name only, e.g. in a test. */
  public static Settings of(Map<String, String> named) {
    return load(Host.SERVICE, named, Map.of(), Optional.empty());
  }

  /**
   * The same settings with another value.
   *
   * @param text the value, written as in a file
   */
  public Settings with(Key<?> key, String text) {
    Settings copy = copy();
    copy.put(key.name(), new ConfigFile.Entry(text, "set by the program"));
    copy.check(key);
    return copy;
  }

  /** The same settings with a property of Kafka's clients, unless it is given. */
  public Settings withDefault(String kafkaProperty, String text) {
    Settings copy = copy();
    copy.kafka.putIfAbsent(kafkaProperty, new ConfigFile.Entry(text, "set by the program"));
    return copy;
  }

  private Settings copy() {
    Settings copy = new Settings(host);
    copy.given.putAll(given);
    copy.kafka.putAll(kafka);
    return copy;
  }

  private void putVariables(Map<String, String> environment) {
    for (String name :
        Stream.concat(Keys.names().stream(), Keys.RENAMED.keySet().stream()).toList()) {
      String text = environment.get(Key.variable(name));
      if (text != null) {
        put(name, new ConfigFile.Entry(text, Key.variable(name)));
      }
    }
    environment.forEach(
        (variable, text) -> {
          if (variable.startsWith(KAFKA_VARIABLE)) {
            String name = variable.substring(KAFKA_VARIABLE.length());
            name = KAFKA + name.toLowerCase(Locale.ROOT).replace('_', '.');
            put(name, new ConfigFile.Entry(text, variable));
          }
        });
  }

  private void putFlag(String name, String text) {
    String flag = Key.flag(name);
    if (Keys.byName(name).filter(key -> !key.isOn(host)).isPresent()) {
      throw new UsageException(
          name + " is no setting of " + host.title() + ", see CONFIG.md (" + flag + ")");
    }
    put(name, new ConfigFile.Entry(text, flag));
  }

  private void put(String name, ConfigFile.Entry entry) {
    if (name.startsWith(KAFKA) && name.length() > KAFKA.length()) {
      kafka.put(name.substring(KAFKA.length()), entry);
    } else if (Keys.byName(name).isPresent()) {
      given.put(name, entry);
    } else if (Keys.RENAMED.containsKey(name)) {
      throw new UsageException(
          name + " is now " + Keys.RENAMED.get(name) + " (" + entry.from() + ")");
    } else {
      throw new UsageException(
          "unknown key '%s'%s (%s)"
              .formatted(name, Suggest.hint(name, Keys.names()), entry.from()));
    }
  }

  /** Keys of the other host are read too: a shared file is right on both or on none. */
  private void check(Key<?> key) {
    if (key.isOn(host) || given.containsKey(key.name())) {
      get(key);
    }
  }

  /** The value of a key: the given one or the host's default. */
  public <T> T get(Key<T> key) {
    ConfigFile.Entry entry = given.get(key.name());
    if (entry == null) {
      return key.parse(key.defaultText(host), "default");
    }
    try {
      return key.parse(entry.text(), entry.from());
    } catch (UsageException e) {
      items(key).forEach(item -> key.parse(item.text(), item.from())); // names the wrong one
      throw e;
    }
  }

  /**
   * What the items of a list mean. The error for one in the file says where it stands.
   *
   * @param meaning of some first items; throws an {@link IllegalArgumentException} if one of them
   *     is wrong, or contradicts another one
   */
  <T> T read(Key<List<String>> key, Function<List<String>, T> meaning) {
    try {
      return meaning.apply(get(key));
    } catch (IllegalArgumentException e) {
      requireEach(key, meaning);
      throw refuse(key, ": " + e.getMessage());
    }
  }

  private void requireEach(Key<List<String>> key, Function<List<String>, ?> meaning) {
    List<String> words = new ArrayList<>();
    int number = 0;
    for (ConfigFile.Item item : items(key)) {
      number++;
      if (!item.isPlain()) {
        throw refuse(key, number, ": an item must be plain text, not keys and values");
      }
      words.addAll(key.parse(item.text(), item.from()));
      try {
        var unused = meaning.apply(words);
      } catch (IllegalArgumentException e) {
        throw refuse(key, number, ": " + e.getMessage());
      }
    }
  }

  private List<ConfigFile.Item> items(Key<?> key) {
    ConfigFile.Entry entry = given.get(key.name());
    return entry == null ? List.of() : entry.items();
  }

  /**
   * The error for a value that only the key's user can judge.
   *
   * @param problem what is wrong, to follow the key's name, e.g. {@code " must be a folder"}
   */
  public UsageException refuse(Key<?> key, String problem) {
    return refuse(key, 0, problem);
  }

  /**
   * The error for a property of Kafka's clients that is given.
   *
   * @param property without the prefix {@link #KAFKA}
   * @param problem as above
   */
  public UsageException refuseKafka(String property, String problem) {
    String from = Objects.requireNonNull(kafka.get(property)).from();
    return new UsageException("%s%s%s (%s)".formatted(KAFKA, property, problem, from));
  }

  /**
   * The error for an item of a list.
   *
   * @param number of the item, from 1; 0 for the whole list
   * @param problem as above
   */
  UsageException refuse(Key<?> key, int number, String problem) {
    ConfigFile.Entry entry = given.get(key.name());
    return new UsageException(
        "%s%s (%s)".formatted(key.name(), problem, entry == null ? "default" : entry.from(number)));
  }

  /**
   * Refuses an item of a list in the file of which commas make several.
   *
   * @param joined puts together what commas within an item have separated
   */
  void requireWhole(Key<List<String>> key, UnaryOperator<List<String>> joined) {
    List<ConfigFile.Item> items = items(key);
    for (int i = 0; i < items.size(); i++) {
      String text = items.get(i).text();
      int count = joined.apply(key.parse(text, items.get(i).from())).size();
      if (count > 1) {
        throw refuse(
            key,
            i + 1,
            ": commas make %d items of '%s'; write each as an item of its own, and ? for a comma in a pattern"
                .formatted(count, text));
      }
    }
  }

  /** Whether a key was given, as a flag or otherwise. */
  public boolean has(Key<?> key) {
    return given.containsKey(key.name());
  }

  /** The names of the keys that were given and that only the other host has. */
  public List<String> unused() {
    return Keys.ALL.stream().filter(key -> !key.isOn(host) && has(key)).map(Key::name).toList();
  }

  /** The properties for Kafka's clients, without the prefix. May hold secrets. */
  public Map<String, String> kafka() {
    Map<String, String> texts = new TreeMap<>();
    kafka.forEach((name, entry) -> texts.put(name, entry.text()));
    return Map.copyOf(texts);
  }

  /** The host's settings with their values, secrets hidden: {@code key=value}, one per line. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (Key<?> key : Keys.ALL.stream().filter(k -> k.isOn(host)).toList()) {
      ConfigFile.Entry entry = given.get(key.name());
      String text = entry == null ? key.defaultText(host) : entry.text();
      String shown = Secrets.show(key.name(), text);
      lines.append(key.name()).append('=').append(shown).append('\n');
    }
    kafka()
        .forEach(
            (name, value) ->
                lines
                    .append(KAFKA + name)
                    .append('=')
                    .append(Secrets.show(name, value))
                    .append('\n'));
    return lines.toString();
  }

  /**
   * The host's settings as a file that can be read again, each with where it comes from. Secrets
   * are comments without their value: a file that is passed on must not hold them.
   */
  public String yaml() {
    EffectiveFile file = new EffectiveFile();
    for (Key<?> key : Keys.ALL) {
      if (key.isOn(host)) {
        ConfigFile.Entry byDefault = new ConfigFile.Entry(key.defaultText(host), "default");
        file.add(key.group().title(), key.name(), given.getOrDefault(key.name(), byDefault));
      }
    }
    kafka.forEach((name, entry) -> file.add("Kafka's clients", KAFKA + name, entry));
    return file.toString();
  }
}
