package io.wavecast.service.config;

import io.wavecast.config.DemoKeys;
import io.wavecast.config.Settings;
import java.time.Duration;

/**
 * The demo and the embedded broker.
 *
 * @param brokerPort port of the embedded broker; 0 takes a free one
 * @param waves number of waves to generate
 * @param interval time between two values of the live series
 */
public record DemoConfig(int brokerPort, int waves, Duration interval) {
  static DemoConfig of(Settings s) {
    return new DemoConfig(
        s.get(DemoKeys.BROKER_PORT), s.get(DemoKeys.WAVES), s.get(DemoKeys.INTERVAL));
  }
}
