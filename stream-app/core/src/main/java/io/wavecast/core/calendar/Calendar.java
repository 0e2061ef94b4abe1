package io.wavecast.core.calendar;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.wavecast.core.text.SeriesPattern;
import io.wavecast.schemas.calendar.AppliedEntries;
import io.wavecast.schemas.calendar.CalendarEntry;
import java.io.ObjectStreamException;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some calendar entries, and which of them apply to an observation. Immutable, apart from the
 * occurrences that it keeps. Thread-safe.
 */
public final class Calendar implements CalendarSource {
  private static final long serialVersionUID = 1L;

  /** No entries. */
  public static final Calendar EMPTY = new Calendar(List.of());

  /** Occurrences in a row after which alerts count as muted for ever. */
  private static final int FOR_EVER = 1000;

  private final List<CalendarEntry> entries;
  private final transient List<SeriesPattern> patterns;
  private final transient boolean usesLabels;

  /** Of all entries but those that say that something was normal. */
  private final transient OccurrencesByHour occurrences;

  /** Whether a day counts as another day of the week. */
  private final transient boolean hasLike;

  /** Of the entries that say that something was normal, by their ends. */
  private final transient NavigableMap<Long, List<Occurrence>> normal;

  /**
   * @param entries in order of precedence: of several that apply, the first is named
   * @throws IllegalArgumentException when two have the same name, or one has a rule that is not
   *     allowed
   */
  public Calendar(List<CalendarEntry> entries) {
    this(entries, line -> {});
  }

  /**
   * A calendar that switches off entries whose rules cannot be followed, and reports them. {@link
   * #check} finds such rules before.
   *
   * @param entries in order of precedence
   * @param failed takes a line about each entry that is switched off; called by any thread
   * @throws IllegalArgumentException as the other constructor
   */
  public Calendar(List<CalendarEntry> entries, Consumer<String> failed) {
    this.entries = List.copyOf(entries);
    Set<String> names = new HashSet<>();
    for (CalendarEntry entry : entries) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException(
            "calendar entries must have different names, got '" + entry.name() + "' twice");
      }
    }
    patterns = entries.stream().map(Calendar::pattern).toList();
    usesLabels = patterns.stream().anyMatch(SeriesPattern::usesLabels);
    List<Occurrences> all =
        IntStream.range(0, entries.size())
            .mapToObj(i -> new Occurrences(entries.get(i), i, failed))
            .toList();
    occurrences =
        new OccurrencesByHour(
            IntStream.range(0, all.size()).filter(i -> !saysNormal(i)).mapToObj(all::get).toList());
    hasLike = entries.stream().anyMatch(entry -> entry.effect().like() != null);
    List<Occurrence> found = new ArrayList<>();
    IntStream.range(0, all.size())
        .filter(this::saysNormal)
        .forEach(i -> all.get(i).find(Long.MIN_VALUE, Long.MAX_VALUE, found::add));
    normal = found.stream().collect(groupingBy(Occurrence::to, TreeMap::new, toList()));
  }

  /**
   * Checks an entry as a calendar does, and follows its rule for 30 years.
   *
   * @throws IllegalArgumentException when its pattern or its rule is not allowed, or cannot be
   *     followed; the message names the entry
   */
  public static void check(CalendarEntry entry) {
    pattern(entry);
    if (!entry.rule().isEmpty()) {
      new Recurrence(entry).check();
    }
  }

  /**
   * A calendar of entries that are all checked.
   *
   * @param entries in order of precedence
   * @throws IllegalArgumentException when two have the same name, or one is refused by {@link
   *     #check}
   */
  public static Calendar checked(List<CalendarEntry> entries) {
    Calendar calendar = new Calendar(entries);
    entries.forEach(Calendar::check);
    return calendar;
  }

  private static SeriesPattern pattern(CalendarEntry entry) {
    try {
      return SeriesPattern.of(entry.series());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "calendar entry '" + entry.name() + "': " + e.getMessage(), e);
    }
  }

  private Object readResolve() throws ObjectStreamException {
    return new Calendar(entries);
  }

  public List<CalendarEntry> entries() {
    return entries;
  }

  /** Whether an entry looks at labels; if not, those of series do not matter. */
  public boolean usesLabels() {
    return usesLabels;
  }

  @Override
  public Calendar current() {
    return this;
  }

  /**
   * The entries that apply to an observation.
   *
   * @param series its series key
   * @param labels of its series, by name
   * @param time its time, ms since the epoch
   */
  public AppliedEntries at(String series, Map<String, String> labels, long time) {
    String mutedBy = "";
    String notLearnedBy = "";
    for (Occurrence each : applying(series, labels, time)) {
      CalendarEntry entry = entries.get(each.entry());
      if (mutedBy.isEmpty() && entry.effect().mutes()) {
        mutedBy = entry.name();
      }
      if (notLearnedBy.isEmpty() && entry.effect().stopsLearning()) {
        notLearnedBy = entry.name();
      }
    }
    return mutedBy.isEmpty() && notLearnedBy.isEmpty()
        ? AppliedEntries.NONE
        : new AppliedEntries(mutedBy, notLearnedBy);
  }

  /** The occurrences that apply to a series at a time, in order of precedence. */
  private List<Occurrence> applying(String series, Map<String, String> labels, long time) {
    List<Occurrence> near = occurrences.near(time);
    return near.isEmpty()
        ? near
        : near.stream()
            .filter(each -> each.contains(time))
            .filter(each -> patterns.get(each.entry()).matches(series, labels))
            .toList();
  }

  /** Whether some day counts as another day of the week; if not, {@link #like} finds none. */
  public boolean hasLike() {
    return hasLike;
  }

  /**
   * As which day of the week a time counts.
   *
   * @param day that its hours are taken for
   * @param entry name of the entry that says so
   */
  public record Like(DayOfWeek day, String entry) {}

  /**
   * As which other day of the week a time counts, if any.
   *
   * @param series a series key
   * @param labels of the series, by name
   * @param time ms since the epoch
   */
  public @Nullable Like like(String series, Map<String, String> labels, long time) {
    if (hasLike) {
      for (Occurrence each : applying(series, labels, time)) {
        CalendarEntry entry = entries.get(each.entry());
        DayOfWeek day = entry.effect().like();
        if (day != null) {
          return new Like(day, entry.name());
        }
      }
    }
    return null;
  }

  private boolean saysNormal(int entry) {
    return entries.get(entry).effect() == CalendarEntry.Effect.NORMAL;
  }

  /**
   * Whether an entry that ends between two observations says that an alert was normal.
   *
   * @param series its series key
   * @param labels of the series, by name
   * @param started when the series last left OK, ms since the epoch
   * @param before time of the observation before, ms since the epoch
   * @param time of the observation, ms since the epoch
   */
  public boolean wasNormal(
      String series, Map<String, String> labels, long started, long before, long time) {
    return before < time
        && normal.subMap(before, false, time, true).values().stream()
            .flatMap(List::stream)
            .anyMatch(
                each ->
                    each.contains(started) && patterns.get(each.entry()).matches(series, labels));
  }

  /**
   * The first time from a given one on at which alerts of a series are not muted.
   *
   * @param labels of the series, by name
   * @param time ms since the epoch
   * @return ms since the epoch; {@code Long.MAX_VALUE} if that is not in sight
   */
  public long unmuted(String series, Map<String, String> labels, long time) {
    long at = time;
    for (int i = 0; i < FOR_EVER; i++) {
      long end = muteEnd(series, labels, at);
      if (end <= at) {
        return at;
      }
      at = end;
    }
    return Long.MAX_VALUE;
  }

  private long muteEnd(String series, Map<String, String> labels, long time) {
    long end = time;
    for (Occurrence each : applying(series, labels, time)) {
      if (entries.get(each.entry()).effect().mutes()) {
        end = Math.max(end, each.to());
      }
    }
    return end;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Calendar other && entries.equals(other.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }
}
