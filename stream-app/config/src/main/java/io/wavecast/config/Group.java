package io.wavecast.config;

/** Keys that belong together: a chapter of CONFIG.md, and the flags that a command has. */
public enum Group {
  KAFKA("Kafka", "Which cluster."),
  TOPICS("Topics", "Which topics, and how absent ones are created."),
  INPUT("Input", "What an observation looks like on its topic."),
  SCHEMAS(
      "Schema registry",
      "Where the schemas of values in Avro or JSON Schema are, see docs/SCHEMAS.md."),
  WINDOWS(
      "Windows",
      "How observations become windows, and what series remember of the day and the week."),
  DEVIATIONS("Deviations and alerts", "How observations are judged, and when series alert."),
  CALENDAR("Calendar", "When alerts are muted, or nothing is learned."),
  INCIDENTS(
      "Labels and incidents",
      "What series have in common, and how alerts that begin together are joined."),
  MODELS("Models", "Which models forecast which series, and on what device."),
  SKETCHES("Sketches", "Drawings that are labelled while they are drawn."),
  CHORALES("Chorales", "Chorales composed on request, note by note, beside the forecasts."),
  ENGINE("Engine", "How the stream is processed."),
  INSTANCES(
      "Instances", "How several instances of the service share the work, see docs/SCALING.md."),
  DATA("Data", "What is kept on this machine."),
  HTTP("HTTP", "Metrics, health and the console."),
  DELIVERY(
      "Delivery",
      "Where alerts are sent; each destination has its own consumer, so that none delays the"
          + " stream."),
  LOGS("Logs", "What is written to stderr."),
  BROKER("Embedded broker", "The broker of the demo and of the command broker."),
  DEMO("Demo", "The live series of the demo.");

  private final String title;
  private final String about;

  Group(String title, String about) {
    this.title = title;
    this.about = about;
  }

  public String title() {
    return title;
  }

  /** One sentence. */
  public String about() {
    return about;
  }
}
