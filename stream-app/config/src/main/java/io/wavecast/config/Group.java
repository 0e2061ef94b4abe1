package io.wavecast.config;

/**
 * Keys that belong together: a chapter of CONFIG.md, and the flags that a command has.
 *
 * @param title of the chapter
 * @param about what they are for, one sentence
 */
public record Group(String title, String about) {
  public static final Group KAFKA = new Group("Kafka", "Which cluster.");
  public static final Group TOPICS =
      new Group("Topics", "Which topics, and how absent ones are created.");
  public static final Group INPUT =
      new Group("Input", "What an observation looks like on its topic.");
  public static final Group SCHEMAS =
      new Group(
          "Schema registry",
          "Where the schemas of values in Avro or JSON Schema are, see docs/SCHEMAS.md.");
  public static final Group WINDOWS =
      new Group(
          "Windows",
          "How observations become windows, and what series remember of the day and the week.");
  public static final Group DEVIATIONS =
      new Group("Deviations and alerts", "How observations are judged, and when series alert.");
  public static final Group CALENDAR =
      new Group("Calendar", "When alerts are muted, or nothing is learned.");
  public static final Group INCIDENTS =
      new Group(
          "Labels and incidents",
          "What series have in common, and how alerts that begin together are joined.");
  public static final Group MODELS =
      new Group("Models", "Which models forecast which series, and on what device.");
  public static final Group ENGINE = new Group("Engine", "How the stream is processed.");
  public static final Group INSTANCES =
      new Group(
          "Instances", "How several instances of the service share the work, see docs/SCALING.md.");
  public static final Group DATA = new Group("Data", "What is kept on this machine.");
  public static final Group HTTP = new Group("HTTP", "Metrics, health and the console.");
  public static final Group DELIVERY =
      new Group(
          "Delivery",
          "Where alerts are sent; each destination has its own consumer, so that none delays the"
              + " stream.");
  public static final Group CLIENT_TLS =
      new Group(
          "TLS of clients",
          "How requests are sent to Alertmanager, a webhook and a schema registry. The files are"
              + " re-read when they change, for a schema registry after a request that failed.");
  public static final Group LOGS = new Group("Logs", "What is written to stderr.");
}
