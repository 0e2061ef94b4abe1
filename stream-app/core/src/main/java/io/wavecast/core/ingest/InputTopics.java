package io.wavecast.core.ingest;

import io.wavecast.core.stream.TopicPattern;
import io.wavecast.core.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which topics inputs read, and which inputs read a topic. A name that is given in full takes
 * precedence over patterns, and the first pattern that matches over those after it. Inputs with the
 * same name or pattern read the same topics. Immutable.
 */
final class InputTopics {
  /** Longer than a topic's name, and of a character that none has. */
  private static final String ANYTHING = "~".repeat(250);

  private static final List<Glob> INTERNAL = List.of(new Glob("__*"));

  private final List<Input> inputs;
  private final List<String> names;
  private final TopicPattern pattern;

  /**
   * @param own topics, as names or patterns, that no pattern matches
   * @throws IllegalArgumentException when a pattern can match no topic
   */
  InputTopics(List<Input> inputs, List<Glob> own) {
    this.inputs = inputs;
    TreeSet<String> named = new TreeSet<>();
    inputs.forEach(input -> named.addAll(input.names()));
    names = List.copyOf(named);
    List<Glob> patterns = inputs.stream().flatMap(i -> i.patterns().stream()).distinct().toList();
    List<Glob> excluded = new ArrayList<>(INTERNAL);
    excluded.addAll(own);
    names.forEach(name -> excluded.add(new Glob(name)));
    pattern =
        patterns.isEmpty() ? TopicPattern.NONE : new TopicPattern(patterns, List.copyOf(excluded));
    for (int i = 0; i < patterns.size(); i++) {
      requireMatch(patterns.get(i), patterns.subList(0, i), excluded);
    }
  }

  private static void requireMatch(Glob glob, List<Glob> earlier, List<Glob> excluded) {
    if (excluded.stream().anyMatch(other -> covers(other, glob))) {
      throw new IllegalArgumentException(
          "pattern of topics '%s' matches only topics that no pattern reads: Wavecast's own, internal ones, and those that inputs name"
              .formatted(glob.pattern()));
    }
    earlier.stream()
        .filter(other -> covers(other, glob))
        .findFirst()
        .ifPresent(
            other -> {
              throw new IllegalArgumentException(
                  "pattern of topics '%s' must be before '%s', which matches all of its topics"
                      .formatted(glob.pattern(), other.pattern()));
            });
  }

  /** Whether a pattern matches whatever another one matches. */
  private static boolean covers(Glob one, Glob other) {
    String text = other.pattern().replace('?', '~');
    return one.matches(text.replace("*", "")) && one.matches(text.replace("*", ANYTHING));
  }

  /** The topics that are named, sorted. */
  List<String> names() {
    return names;
  }

  /** The others. */
  TopicPattern pattern() {
    return pattern;
  }

  /** The inputs that read a topic, in their order. */
  List<Input> readersOf(String topic) {
    if (names.contains(topic)) {
      return readers(topic);
    }
    return pattern.matches(topic)
        ? pattern.included().stream()
            .filter(glob -> glob.matches(topic))
            .findFirst()
            .map(glob -> readers(glob.pattern()))
            .orElseThrow()
        : List.of();
  }

  /** The inputs that give a name or a pattern. */
  private List<Input> readers(String given) {
    return inputs.stream().filter(input -> input.topics().contains(given)).toList();
  }
}
