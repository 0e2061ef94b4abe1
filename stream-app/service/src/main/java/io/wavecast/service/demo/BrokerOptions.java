package io.wavecast.service.demo;

import io.wavecast.core.text.UsageException;
import picocli.CommandLine.Option;

/** The options of commands that run the embedded broker. */
final class BrokerOptions {
  @Option(
      names = "--broker-port",
      paramLabel = "<port>",
      description = "Port of the embedded broker, on 127.0.0.1; 0 takes a free one. Default: 9092")
  private int port = 9092;

  /**
   * The port.
   *
   * @throws UsageException when it is none
   */
  int port() {
    if (port < 0 || port > 65535) {
      throw new UsageException("--broker-port must be in 0..65535, got: " + port);
    }
    return port;
  }
}
