package io.wavecast.config;

import java.time.Duration;

/** The demo and the embedded broker. */
public final class DemoKeys {
  static final KeyRegistry BROKER = new KeyRegistry(Group.BROKER);
  static final KeyRegistry DEMO = new KeyRegistry(Group.DEMO);

  public static final Key<Integer> BROKER_PORT =
      BROKER.service(
          "broker.port", Type.port(), "9092", "Port of the embedded broker, on 127.0.0.1");
  public static final Key<Integer> WAVES =
      DEMO.service("demo.waves", Type.integer(0, 10_000), "4", "Number of waves to generate");
  public static final Key<Duration> INTERVAL =
      DEMO.service(
          "demo.interval",
          Type.duration(Duration.ofMillis(20), Duration.ofMinutes(1)),
          "200ms",
          "Time between two values of the live series");

  private DemoKeys() {}
}
