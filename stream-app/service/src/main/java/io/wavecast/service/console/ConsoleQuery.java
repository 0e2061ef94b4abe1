package io.wavecast.service.console;

import io.wavecast.core.text.UsageException;
import io.wavecast.schemas.forecast.Alert;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request.
 *
 * @param parameters the value by name, null where there is none
 */
public record ConsoleQuery(Function<String, @Nullable String> parameters) {
  /** A text; "" where there is none. */
  String text(String name) {
    return Objects.requireNonNullElse(parameters.apply(name), "");
  }

  /** A text that must be there. */
  String required(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw new UsageException("parameter " + name + " is missing");
    }
    return text;
  }

  boolean has(String name) {
    return !text(name).isEmpty();
  }

  /** A whole number within bounds, or the default. */
  long number(String name, long least, long most, long byDefault) {
    String text = text(name);
    long number = byDefault;
    try {
      number = text.isEmpty() ? byDefault : Long.parseLong(text);
    } catch (NumberFormatException e) {
      number = least - 1;
    }
    if (number < least || number > most) {
      throw new UsageException(
          "parameter %s must be in %d..%d, got: '%s'".formatted(name, least, most, text));
    }
    return number;
  }

  /** {@code match}, {@code label} and {@code state}. */
  SeriesIndex.Search search() {
    return SeriesIndex.Search.of(text("match") + " " + text("label"), states());
  }

  /** {@code alerting} is every state but OK. */
  private Set<Alert.State> states() {
    String name = text("state");
    if (name.isEmpty()) {
      return Set.of();
    }
    if (name.equals("alerting")) {
      return EnumSet.complementOf(EnumSet.of(Alert.State.OK));
    }
    try {
      return Set.of(Alert.State.valueOf(name.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "parameter state must be alerting or a state of alerts, got: '" + name + "'", e);
    }
  }
}
