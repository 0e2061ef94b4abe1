package io.wavecast.testkit.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * TCP ports of this machine for servers whose port must be known before they start. They lie below
 * the range from which systems take the ports of outgoing connections, so that none of those takes
 * one between its choice and its use.
 */
public final class FreePorts {
  private static final int FIRST = 16_384;
  private static final int END = 32_768;

  private FreePorts() {}

  /** A port of the loopback interface that was free a moment ago. */
  public static int next() {
    return next(1)[0];
  }

  /** Several of them, all different. */
  public static int[] next(int count) {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, END))
        .filter(FreePorts::free)
        .distinct()
        .limit(count)
        .toArray();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
