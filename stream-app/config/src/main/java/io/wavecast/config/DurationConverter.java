package io.wavecast.config;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of options as settings are read. */
public final class DurationConverter implements ITypeConverter<Duration> {
  private static final Type<Duration> TYPE = Type.duration("0s", "36500d");

  @Override
  public Duration convert(String text) {
    try {
      return TYPE.parser().apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException("must be " + TYPE.range() + ", got: '" + text + "'");
    }
  }
}
