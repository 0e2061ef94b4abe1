package io.wavecast.broker;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The two ports of a broker, each in 1..65535 and never the same: for clients and for its
 * controller. Both were free when they were chosen.
 */
record Ports(int client, int controller) {
  /**
   * Chooses them, and holds the one while it looks for the other.
   *
   * @param client the port for clients, 0 for any that is free
   * @throws FailureException if that port is busy, or none is free
   */
  static Ports choose(int client) {
    try (ServerSocket clients = bind(client);
        ServerSocket controller = bind(0)) {
      return new Ports(clients.getLocalPort(), controller.getLocalPort());
    } catch (BindException e) {
      throw busy(client, e);
    } catch (IOException e) {
      throw new FailureException(
          "broker can't listen on %s:%d: %s"
              .formatted(BrokerSettings.HOST, client, Throwables.reason(e)),
          e);
    }
  }

  /** What a busy port is reported as. */
  static FailureException busy(int port, Throwable cause) {
    return new FailureException(
        "port %d of %s is busy: %s; stop what listens there or choose another port"
            .formatted(port, BrokerSettings.HOST, cause.getMessage()),
        cause);
  }

  @SuppressWarnings("AddressSelection") // a literal address: nothing is resolved
  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }
}
