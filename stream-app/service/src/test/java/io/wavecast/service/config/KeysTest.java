package io.wavecast.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void every_default_is_allowed() {
    ServiceConfig config = ServiceConfig.of(Settings.of(Map.of()));

    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.topics().names().observations()).isEqualTo("wavecast.observations");
  }

  @Test
  void every_key_that_is_declared_is_listed_once() {
    long declared =
        Arrays.stream(Keys.class.getFields()).filter(f -> f.getType() == Key.class).count();

    assertThat(Keys.ALL).hasSize((int) declared).doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().map(Key::flag)).doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().map(Key::variable)).doesNotHaveDuplicates();
  }

  @Test
  void every_key_says_what_it_does() {
    for (Key<?> key : Keys.ALL) {
      assertThat(key.help()).as(key.name()).matches("[A-Z].*[^.]");
      assertThat(key.type().range()).as(key.name()).isNotBlank();
    }
  }
}
