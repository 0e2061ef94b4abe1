package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.wavecast.core.calendar.CalendarText;
import io.wavecast.core.forecast.alert.RuleText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {
  private static final List<Class<?>> DECLARING =
      List.of(
          KafkaKeys.class,
          TopicKeys.class,
          InputKeys.class,
          SchemaKeys.class,
          WindowKeys.class,
          AlertKeys.class,
          CalendarKeys.class,
          IncidentKeys.class,
          ModelKeys.class,
          EngineKeys.class,
          GroupKeys.class,
          HttpKeys.class,
          LogKeys.class,
          DeliveryKeys.class,
          ClientTlsKeys.class);

  @ParameterizedTest
  @EnumSource(Host.class)
  void every_default_is_allowed(Host host) {
    assertThatCode(() -> Settings.load(host, Map.of(), Map.of(), Optional.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void every_key_that_is_declared_is_listed_once() {
    List<Object> declared =
        DECLARING.stream()
            .flatMap(type -> Arrays.stream(type.getFields()))
            .filter(field -> field.getType() == Key.class)
            .map(KeysTest::value)
            .toList();

    assertThat(Keys.ALL).hasSameElementsAs(declared.stream().map(k -> (Key<?>) k).toList());
    assertThat(Keys.ALL).doesNotHaveDuplicates().hasSameSizeAs(declared);
    assertThat(Keys.ALL.stream().map(Key::flag)).doesNotHaveDuplicates();
    assertThat(Keys.ALL.stream().map(Key::variable)).doesNotHaveDuplicates();
  }

  private static Object value(java.lang.reflect.Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void every_key_has_a_prefix() {
    assertThat(Keys.names()).filteredOn(name -> !name.contains(".")).containsExactly("inputs");
  }

  @Test
  void the_keys_of_items_are_those_that_their_readers_know() {
    assertThat(names(AlertKeys.RULES)).hasSameElementsAs(RuleText.KEYS);
    assertThat(names(CalendarKeys.ENTRIES)).hasSameElementsAs(CalendarText.KEYS);
  }

  private static List<String> names(Key<?> key) {
    return key.type().fields().stream().map(Field::name).toList();
  }

  @Test
  void every_key_says_what_it_does() {
    for (Key<?> key : Keys.ALL) {
      assertThat(key.help()).as(key.name()).matches("[A-Z].*[^.]");
      assertThat(key.type().range()).as(key.name()).isNotBlank();
    }
  }
}
