package io.wavecast.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.text.Glob;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicPatternTest {
  private static List<Glob> globs(String... patterns) {
    return Stream.of(patterns).map(TopicPattern::glob).toList();
  }

  @Test
  void a_topic_matches_that_is_included_and_not_excluded() {
    TopicPattern pattern = new TopicPattern(globs("orders-*", "s?les"), globs("*-test", "__*"));

    assertThat(Stream.of("orders-", "orders-eu", "sales")).allMatch(pattern::matches);
    assertThat(Stream.of("orders", "my-orders-eu", "ssales", "orders-test", "__offsets"))
        .noneMatch(pattern::matches);
    assertThat(TopicPattern.NONE.matches("orders")).isFalse();
    assertThat(TopicPattern.NONE.isNone()).isTrue();
    assertThat(pattern.isNone()).isFalse();
  }

  @Test
  void the_expression_matches_the_same_topics_and_the_names() {
    long seed = 20261127;
    SplittableRandom random = new SplittableRandom(seed);
    int matched = 0;
    for (int i = 0; i < 5000; i++) {
      TopicPattern pattern =
          new TopicPattern(
              globs(text(random, "ab.*?"), text(random, "ab.*?")), globs(text(random, "ab.*?")));
      Pattern expression = pattern.expression(List.of("a.b"));
      String topic = text(random, "ab.");
      boolean expected = pattern.matches(topic) || topic.equals("a.b");
      matched += expected ? 1 : 0;

      assertThat(expression.matcher(topic).matches())
          .as("seed %d, case %d: %s of %s", seed, i, topic, pattern)
          .isEqualTo(expected);
    }
    assertThat(matched).isBetween(500, 4500);
  }

  @Test
  void without_exclusions_all_that_is_included_matches() {
    Pattern expression = new TopicPattern(globs("a*"), List.of()).expression(List.of());

    assertThat(expression.matcher("a.b").matches()).isTrue();
    assertThat(expression.matcher("b.a").matches()).isFalse();
  }

  @Test
  void the_prefix_is_what_comes_before_the_first_wildcard() {
    assertThat(new TopicPattern(globs("orders-*-eu", "a?c*", "*x"), List.of()).prefixes())
        .containsExactly("orders-", "a", "");
  }

  @Test
  void a_wildcard_makes_a_pattern_and_other_characters_than_those_of_names_are_refused() {
    assertThat(Stream.of("a*", "?")).allMatch(TopicPattern::isPattern);
    assertThat(TopicPattern.isPattern("a.b-c_d")).isFalse();
    for (String bad : List.of("a[bc]*", "a|b*", "", "*".repeat(250))) {
      assertThatThrownBy(() -> TopicPattern.glob(bad))
          .hasMessageStartingWith("pattern of topics must have 1..249 of the characters");
    }
  }

  /** One to four of the characters. */
  private static String text(SplittableRandom random, String characters) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}
