package io.wavecast.core.stream;

/**
 * Inputs whose values are decoded to JSON first. Dead letters keep the bytes as they came.
 *
 * @param format reads the JSON
 * @param decoder makes it
 */
record DecodedInput<I>(InputFormat<I> format, ValueDecoder decoder) implements InputFormat<I> {
  @Override
  public I parse(RawRecord source) {
    return format.parse(decoded(source));
  }

  @Override
  public String key(I input) {
    return format.key(input);
  }

  @Override
  public boolean needsSource(RawRecord source) {
    return format.needsSource(source);
  }

  @Override
  public byte[] encode(I input, RawRecord source) {
    return format.encode(input, decoded(source));
  }

  /** Reads what {@link #encode} wrote, which is decoded already. */
  @Override
  public I decode(String key, byte[] bytes) {
    return format.decode(key, bytes);
  }

  private RawRecord decoded(RawRecord source) {
    return needsSource(source)
        ? source // history, which is JSON on any topic
        : source.withValue(decoder.decode(source.value()));
  }
}
