package io.wavecast.config;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Suggest;
import io.wavecast.core.text.Throwables;
import io.wavecast.core.text.UsageException;
import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of a host as given: flags over environment over file over defaults. Immutable. */
public final class Settings {
  /** Keys with this prefix are passed to Kafka's clients without it. */
  public static final String KAFKA = "kafka.";

  /** In place of a value: the file that holds it. */
  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}\\x00]+)}");

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
   * @throws FailureException when the file cannot be read
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
    for (String name : Keys.names()) {
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
    } else if (Keys.mapOf(name).isPresent()) {
      String map = Keys.mapOf(name).get().name();
      String item = name.substring(map.length() + 1) + "=" + entry.text();
      given.put(
          map,
          given.getOrDefault(map, new ConfigFile.Entry("", entry.from())).plus(item, entry.from()));
    } else {
      throw new UsageException(
          "unknown key '%s'%s (%s)"
              .formatted(name, Suggest.hint(name, Keys.names()), entry.from()));
    }
  }

  /** Keys of the other host are read too: a shared file is right on both or on none. */
  private void check(Key<?> key) {
    if ((key.isOn(host) || given.containsKey(key.name())) && file(key).isEmpty()) {
      get(key);
    }
  }

  /**
   * The value of a key: the given one or the host's default.
   *
   * @throws FailureException when the value is in a file that cannot be read
   */
  public <T> T get(Key<T> key) {
    ConfigFile.Entry entry = entry(key);
    try {
      return key.parse(resolved(key), entry.text(), entry.from());
    } catch (UsageException e) {
      for (ConfigFile.Item item : entry.items()) { // names the wrong one
        key.parse(String.valueOf(item.value()), item.from());
      }
      throw e;
    }
  }

  /** Whether a text names a file that holds a value, with <code>${file:PATH}</code>. */
  static boolean isFile(String text) {
    return FILE.matcher(text.strip()).matches();
  }

  /** The file that a value names with <code>${file:PATH}</code>; empty for another value. */
  public Optional<Path> file(Key<?> key) {
    Matcher file = FILE.matcher(entry(key).text().strip());
    return file.matches() ? Optional.of(Path.of(file.group(1))) : Optional.empty();
  }

  /**
   * Requires that each file that holds a value can be read, and holds one that is allowed.
   *
   * @throws FailureException when a file cannot be read
   * @throws UsageException when a value is not allowed
   */
  public void requireFiles() {
    Keys.ALL.stream().filter(key -> key.isOn(host) && file(key).isPresent()).forEach(this::get);
  }

  /** The value as written, or what its file holds. */
  private String resolved(Key<?> key) {
    Optional<Path> file = file(key);
    try {
      return file.isEmpty() ? entry(key).text() : SmallFile.read(file.get()).strip();
    } catch (IOException e) {
      throw new FailureException(
          "%s: %s cannot be read: %s (%s)"
              .formatted(key.name(), file.get(), Throwables.reason(e), entry(key).from()),
          e);
    }
  }

  private ConfigFile.Entry entry(Key<?> key) {
    ConfigFile.Entry entry = given.get(key.name());
    return entry == null ? new ConfigFile.Entry(key.defaultText(host), "default") : entry;
  }

  /**
   * Reads a list item by item. The error for one says where it stands.
   *
   * @param item reads one, which is a text, a map or a list; throws an {@link
   *     IllegalArgumentException} if it is wrong
   * @param list what some first items mean; throws one if they contradict each other
   * @throws UsageException when an item is wrong
   * @throws FailureException when one names a file that cannot be read
   */
  <I, T> T read(Key<?> key, Function<Object, I> item, Function<List<I>, T> list) {
    List<I> read = new ArrayList<>();
    List<String> places = new ArrayList<>(List.of(entry(key).from()));
    boolean isInFile = !entry(key).items().isEmpty();
    try {
      for (ConfigFile.Item each : items(key)) {
        places.add(each.from());
        if (key.type().isObjects() && isInFile && !(each.value() instanceof Map)) {
          throw new IllegalArgumentException(
              "an item must have keys and values, got: '" + each.value() + "'");
        }
        read.add(item.apply(each.value()));
      }
      return list.apply(List.copyOf(read));
    } catch (IllegalArgumentException e) {
      int wrong = read.size() + 1 < places.size() ? read.size() + 1 : firstRefused(read, list);
      String message = "%s: %s (%s)".formatted(key.name(), e.getMessage(), places.get(wrong));
      throw e.getCause() instanceof UnreadableFileException
          ? new FailureException(message, e)
          : new UsageException(message, e);
    }
  }

  /** How many items, from the first, are refused together, where all are, but one fewer is not. */
  private static <I> int firstRefused(List<I> items, Function<List<I>, ?> list) {
    int accepted = -1;
    int refused = items.size();
    while (refused - accepted > 1) {
      int middle = (accepted + refused + 1) / 2;
      try {
        Object unused = list.apply(List.copyOf(items.subList(0, middle)));
        accepted = middle;
      } catch (IllegalArgumentException e) {
        refused = middle;
      }
    }
    return refused;
  }

  /** An item of a list that is text. */
  static String plain(Object item) {
    if (item instanceof Map || item instanceof List) {
      throw new IllegalArgumentException("an item must be plain text, not keys and values");
    }
    return String.valueOf(item);
  }

  private List<ConfigFile.Item> items(Key<?> key) {
    ConfigFile.Entry entry = entry(key);
    if (!entry.items().isEmpty()) {
      return entry.items();
    }
    String text = resolved(key);
    return key.type().isObjects()
        ? ConfigFile.items(text, entry.from())
        : Stream.of(text.strip().split("\\s*,\\s*"))
            .filter(word -> !word.isEmpty())
            .map(word -> new ConfigFile.Item(word, entry.from()))
            .toList();
  }

  /**
   * The error for a value that only the key's user can judge.
   *
   * @param problem what is wrong, to follow the key's name, e.g. {@code " must be a folder"}
   */
  public UsageException refuse(Key<?> key, String problem) {
    return new UsageException("%s%s (%s)".formatted(key.name(), problem, entry(key).from()));
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

  /** Whether a key was given, as a flag or otherwise. */
  public boolean has(Key<?> key) {
    return given.containsKey(key.name());
  }

  /** Whether a key was given a value that is not empty. */
  public boolean isSet(Key<?> key) {
    return has(key) && !entry(key).text().isBlank();
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

  /** As {@link #yaml}. */
  @Override
  public String toString() {
    return yaml();
  }

  /**
   * The host's settings as a file that can be read again, each with where it comes from. Secrets
   * are comments without their value: a file that is passed on must not hold them.
   */
  public String yaml() {
    EffectiveFile file = new EffectiveFile();
    for (Key<?> key : Keys.ALL) {
      if (key.isOn(host)) {
        file.add(key.group().title(), key.name(), entry(key));
      }
    }
    kafka.forEach((name, entry) -> file.add("Kafka's clients", KAFKA + name, entry));
    return file.toString();
  }
}
