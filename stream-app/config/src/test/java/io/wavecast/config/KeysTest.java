package io.wavecast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
          SketchKeys.class,
          ChoraleKeys.class,
          EngineKeys.class,
          GroupKeys.class,
          HttpKeys.class,
          LogKeys.class,
          DeliveryKeys.class,
          DemoKeys.class);

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
            .filter(field -> field.getType() == Key.class || field.getType() == ClientTlsKeys.class)
            .map(KeysTest::value)
            .flatMap(
                value ->
                    value instanceof ClientTlsKeys tls
                        ? Stream.of(tls.authority(), tls.certificate(), tls.key())
                        : Stream.of(value))
            .toList();

    assertThat(Keys.ALL).hasSameElementsAs(declared.stream().map(k -> (Key<?>) k).toList());
    assertThat(Keys.ALL).doesNotHaveDuplicates().hasSameSizeAs(declared);
    assertThat(Stream.concat(Keys.ALL.stream().map(Key::flag), former().map(Key::flag)))
        .doesNotHaveDuplicates();
    assertThat(Stream.concat(Keys.ALL.stream().map(Key::variable), former().map(Key::variable)))
        .doesNotHaveDuplicates();
  }

  private static Stream<String> former() {
    return Keys.RENAMED.keySet().stream();
  }

  private static Object value(java.lang.reflect.Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void every_former_name_leads_to_a_key() {
    assertThat(Keys.RENAMED.values()).allMatch(name -> Keys.byName(name).isPresent());
  }

  @Test
  void every_key_says_what_it_does() {
    for (Key<?> key : Keys.ALL) {
      assertThat(key.help()).as(key.name()).matches("[A-Z].*[^.]");
      assertThat(key.type().range()).as(key.name()).isNotBlank();
    }
  }
}
