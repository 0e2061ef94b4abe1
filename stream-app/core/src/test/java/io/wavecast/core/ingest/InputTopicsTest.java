package io.wavecast.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wavecast.core.stream.TopicPattern;
import io.wavecast.core.text.Glob;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputTopicsTest {
  private static final List<Glob> OWN = List.of(new Glob("own.*"));

  private static InputTopics topics(Input... inputs) {
    return new InputTopics(List.of(inputs), OWN);
  }

  private static Input input(String name, String... topics) {
    Input usual = Mapped.json("k");
    return new Input(
        name,
        List.of(topics),
        usual.format(),
        usual.key(),
        usual.labels(),
        usual.points(),
        usual.values(),
        usual.time(),
        usual.filters(),
        usual.target());
  }

  private static List<String> readers(InputTopics topics, String topic) {
    return topics.readersOf(topic).stream().map(Input::name).toList();
  }

  @Test
  void a_name_takes_precedence_over_patterns() {
    InputTopics topics = topics(input("all", "orders-*"), input("one", "orders-eu", "sales"));

    assertThat(readers(topics, "orders-eu")).containsExactly("one");
    assertThat(readers(topics, "orders-us")).containsExactly("all");
    assertThat(readers(topics, "refunds")).isEmpty();
    assertThat(topics.names()).containsExactly("orders-eu", "sales");
    assertThat(topics.pattern().matches("orders-eu")).as("by pattern too").isFalse();
    assertThat(topics.pattern().matches("orders-us")).isTrue();
  }

  @Test
  void of_several_patterns_the_first_applies_for_every_input_that_has_it() {
    InputTopics topics =
        topics(input("a", "x", "orders-*"), input("b", "*-eu"), input("c", "*-eu", "orders-*"));

    assertThat(readers(topics, "orders-eu")).containsExactly("a", "c");
    assertThat(readers(topics, "sales-eu")).containsExactly("b", "c");
  }

  @Test
  void no_pattern_matches_own_topics_and_those_of_kafka() {
    InputTopics topics = topics(input("a", "*"));

    for (String topic : List.of("own.forecasts", "own.", "__consumer_offsets", "__x")) {
      assertThat(readers(topics, topic)).as(topic).isEmpty();
      assertThat(topics.pattern().expression(List.of()).matcher(topic).matches()).isFalse();
    }
    assertThat(readers(topics, "_schemas")).containsExactly("a");
  }

  @Test
  void names_alone_need_no_pattern() {
    assertThat(topics(input("a", "x")).pattern()).isEqualTo(TopicPattern.NONE);
  }

  @Test
  void a_pattern_that_can_match_nothing_is_refused() {
    for (String hidden : List.of("own.x*", "own.*", "__a?", "own.?")) {
      assertThatThrownBy(() -> topics(input("a", hidden)))
          .hasMessageStartingWith("pattern of topics '" + hidden + "' matches only topics that no");
    }
    assertThatThrownBy(() -> topics(input("a", "o*"), input("b", "orders-*")))
        .hasMessage(
            "pattern of topics 'orders-*' must be before 'o*', which matches all of its topics");
    assertThat(topics(input("a", "orders-?"), input("b", "orders-*")).pattern().included())
        .hasSize(2);
    assertThat(topics(input("a", "ord?rs"), input("b", "orde*rs")).pattern().included()).hasSize(2);
    assertThat(topics(input("a", "own*")).pattern().matches("ownership")).isTrue();
  }
}
