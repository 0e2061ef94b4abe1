package io.wavecast.config;

import java.time.Duration;

/** The demo and the embedded broker. */
public final class DemoKeys {
  static final KeyRegistry BROKER = new KeyRegistry(Group.BROKER);
  static final KeyRegistry DEMO = new KeyRegistry(Group.DEMO);

  public static final Key<Integer> BROKER_PORT =
      Key.service(BROKER, "broker.port", Type.port(), "9092")
          .help("Port of the embedded broker, on 127.0.0.1");
  public static final Key<Integer> WAVES =
      Key.service(DEMO, "demo.waves", Type.integer(0, 10_000), "4")
          .help("Number of waves to generate");
  public static final Key<Duration> INTERVAL =
      Key.service(DEMO, "demo.interval", Type.duration("20ms", "1m"), "200ms")
          .help("Time between two values of the live series");

  private DemoKeys() {}
}
