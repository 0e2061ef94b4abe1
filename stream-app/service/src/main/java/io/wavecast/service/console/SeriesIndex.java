package io.wavecast.service.console;

import io.wavecast.core.text.Glob;
import io.wavecast.core.text.LabelPattern;
import io.wavecast.schemas.forecast.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The series that the topics name, at most {@value #MAX_SERIES}, in the order of people: {@code
 * wave.2} before {@code wave.10}. Thread-safe.
 */
final class SeriesIndex {
  /** Further ones are left out, and the list says that it is not complete. */
  static final int MAX_SERIES = 100_000;

  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=(.+)");

  /** Digits, without leading zeros in the group. */
  private static final Pattern NUMBER = Pattern.compile("0*([0-9]+)");

  private static final Comparator<Entry> LISTED =
      Comparator.comparing((Entry entry) -> !entry.state().isFiring())
          .thenComparing(entry -> entry.order);

  private final LabelPattern inKey;
  private final Map<String, Entry> entries = new HashMap<>();
  private final NavigableMap<String, Entry> inOrder = new TreeMap<>();
  private boolean isFull;

  /**
   * @param inKey where keys of series hold labels
   */
  SeriesIndex(LabelPattern inKey) {
    this.inKey = inKey;
  }

  /**
   * Where the newest value of a series is on its topic.
   *
   * @param time of its record, ms since the epoch
   */
  record Place(int partition, long offset, long time) {
    /** Partitions are added to a topic, or it is created again: then the times decide. */
    boolean isBefore(Place other) {
      return partition == other.partition ? offset < other.offset : time < other.time;
    }
  }

  /**
   * A series.
   *
   * @param labels those of its key and of its newest alert, by name
   * @param place of its newest value; null where none was read
   * @param alert its newest change of state; null where it is OK
   */
  record Series(
      String key, Map<String, String> labels, @Nullable Place place, @Nullable Alert alert) {}

  /**
   * A part of the list.
   *
   * @param matching how many series match, on this page or not
   * @param total how many there are
   * @param hasMore whether matching ones follow
   */
  record Page(List<Series> series, int matching, int total, boolean hasMore) {}

  /**
   * What is searched for.
   *
   * @param parts each is contained in the key, in lower case
   * @param labels patterns by name
   * @param states one of which the series has; any where it is empty
   */
  record Search(List<String> parts, Map<String, Glob> labels, Set<Alert.State> states) {
    /** Words separated by blanks: parts of the key, and labels such as {@code zone=eu-*}. */
    static Search of(String text, Set<Alert.State> states) {
      List<String> parts = new ArrayList<>();
      Map<String, Glob> labels = new TreeMap<>();
      for (String word : text.strip().split("\\s+", -1)) {
        Matcher label = LABEL.matcher(word);
        if (label.matches()) {
          labels.put(label.group(1), new Glob(label.group(2)));
        } else if (!word.isEmpty()) {
          parts.add(word.toLowerCase(Locale.ROOT));
        }
      }
      return new Search(parts, labels, states);
    }
  }

  private static final class Entry {
    final String key;
    final String order;
    @Nullable Place place;
    @Nullable Alert alert;
    long since = Long.MIN_VALUE;
    Map<String, String> own = Map.of();

    Entry(String key) {
      this.key = key;
      this.order = inOrder(key);
    }

    Alert.State state() {
      return alert == null ? Alert.State.OK : alert.state();
    }
  }

  private @Nullable Entry entry(String key) {
    Entry entry = entries.get(key);
    if (entry == null && entries.size() >= MAX_SERIES) {
      isFull = true;
    } else if (entry == null) {
      entry = new Entry(key);
      entries.put(key, entry);
      inOrder.put(entry.order, entry);
    }
    return entry;
  }

  /** Takes a value of a series. */
  synchronized void seen(String key, Place place) {
    Entry entry = entry(key);
    if (entry != null && (entry.place == null || entry.place.isBefore(place))) {
      entry.place = place;
    }
  }

  /**
   * Takes a change of alert state.
   *
   * @return whether it is newer than the one known
   */
  synchronized boolean alerted(Alert alert) {
    Entry entry = entry(alert.series());
    if (entry == null || entry.since >= alert.since()) {
      return false;
    }
    entry.since = alert.since();
    entry.alert = alert.state() == Alert.State.OK ? null : alert;
    entry.own = alert.labels();
    return true;
  }

  /** Forgets the states of alerts: their topic is read again. */
  synchronized void forgetAlerts() {
    entries
        .values()
        .forEach(
            entry -> {
              entry.alert = null;
              entry.since = Long.MIN_VALUE;
            });
  }

  /**
   * Removes a series that expired, unless it has a value since.
   *
   * @param time when it expired, ms since the epoch
   */
  synchronized void expired(String key, long time) {
    Entry entry = entries.get(key);
    if (entry != null && entry.place != null && entry.place.time >= time) {
      entry.alert = null;
    } else {
      entries.remove(key);
      inOrder.remove(inOrder(key));
    }
  }

  /** Whether no series had to be left out. */
  synchronized boolean isComplete() {
    return !isFull;
  }

  /** Number of series. */
  synchronized int size() {
    return entries.size();
  }

  /**
   * The series that people are notified of: critical ones first, then by score, then the newest.
   */
  synchronized List<Alert> firing() {
    return entries.values().stream()
        .map(entry -> entry.alert)
        .filter(alert -> alert != null && alert.state().isFiring())
        .sorted(
            Comparator.comparing((Alert alert) -> alert.state() != Alert.State.CRITICAL)
                .thenComparing(Alert::score, Comparator.reverseOrder())
                .thenComparing(Alert::since, Comparator.reverseOrder()))
        .toList();
  }

  /** The worst alert that is not muted; the worst of all where all are. */
  Optional<Alert> worst(Predicate<Alert> isMuted) {
    List<Alert> firing = firing();
    return firing.stream()
        .filter(isMuted.negate())
        .findFirst()
        .or(() -> firing.stream().findFirst());
  }

  /** A series, if it is known. */
  synchronized Optional<Series> get(String key) {
    return Optional.ofNullable(entries.get(key)).map(this::series);
  }

  /** Where the newest value of a series is, if it was seen. */
  synchronized Optional<Place> place(String key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.place);
  }

  /**
   * The series that match: those that people are notified of before the others.
   *
   * @param after the key before the first one; "" for the first page
   */
  synchronized Page find(Search search, String after, int limit) {
    List<Entry> found =
        inOrder.values().stream()
            .filter(entry -> search.states.isEmpty() || search.states.contains(entry.state()))
            .filter(entry -> matches(search, entry.key, entry.own))
            .sorted(LISTED)
            .toList();
    List<Entry> rest = found;
    if (!after.isEmpty()) {
      Entry last = entries.getOrDefault(after, new Entry(after));
      rest = found.stream().filter(entry -> LISTED.compare(entry, last) > 0).toList();
    }
    List<Series> page = rest.stream().limit(limit).map(this::series).toList();
    return new Page(page, found.size(), entries.size(), rest.size() > page.size());
  }

  /**
   * Whether a series has the parts and labels that are searched for.
   *
   * @param own its labels beside those of its key, by name
   */
  boolean matches(Search search, String key, Map<String, String> own) {
    String lower = search.parts.isEmpty() ? key : key.toLowerCase(Locale.ROOT);
    if (!search.parts.stream().allMatch(lower::contains)) {
      return false;
    }
    Map<String, String> labels = search.labels.isEmpty() ? Map.of() : inKey.labels(key, own);
    return search.labels.entrySet().stream()
        .allMatch(
            label -> {
              String value = labels.get(label.getKey());
              return value != null && label.getValue().matches(value);
            });
  }

  private Series series(Entry entry) {
    return new Series(entry.key, inKey.labels(entry.key, entry.own), entry.place, entry.alert);
  }

  /** Orders keys: digits compare as numbers, everything else by its characters. */
  private static String inOrder(String key) {
    String numbered =
        NUMBER
            .matcher(key)
            .replaceAll(
                number -> {
                  String digits = number.group(1);
                  return Matcher.quoteReplacement((char) ('0' + digits.length()) + digits);
                });
    return numbered + '\0' + key;
  }
}
