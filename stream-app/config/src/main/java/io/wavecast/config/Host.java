package io.wavecast.config;

/** What runs the pipelines, and reads settings for them. */
public enum Host {
  /** The service, on Kafka Streams, with the commands beside it. */
  SERVICE("the service"),
  /** A job on Flink. */
  FLINK("Flink");

  private final String title;

  Host(String title) {
    this.title = title;
  }

  /** The name in messages and in CONFIG.md. */
  public String title() {
    return title;
  }
}
