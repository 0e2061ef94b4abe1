package io.wavecast.service.http;

/**
 * Whether the service works. Each component that can fail adds checks. Thread-safe.
 *
 * @param live whether it makes progress; if not, only a restart helps
 * @param ready whether it serves now
 */
public record Health(Checks live, Checks ready) {
  /** Without checks. */
  public Health() {
    this(new Checks(), new Checks());
  }
}
