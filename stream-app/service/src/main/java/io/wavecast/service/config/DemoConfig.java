package io.wavecast.service.config;

import java.time.Duration;

/**
 * The demo and the embedded broker.
 *
 * @param brokerPort port of the embedded broker; 0 takes a free one
 * @param waves how many waves to make
 * @param interval time between two values of the live series
 */
public record DemoConfig(int brokerPort, int waves, Duration interval) {
  static DemoConfig of(Settings s) {
    return new DemoConfig(
        s.get(Keys.BROKER_PORT), s.get(Keys.DEMO_WAVES), s.get(Keys.DEMO_INTERVAL));
  }
}
