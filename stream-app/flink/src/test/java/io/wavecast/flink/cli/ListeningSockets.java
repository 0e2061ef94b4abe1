package io.wavecast.flink.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The TCP addresses on which a process listens, from Linux' {@code /proc}. */
final class ListeningSockets {
  private static final String LISTEN = "0A";

  private ListeningSockets() {}

  /** IPv4 and IPv6, in no particular order; an address of all zeros is every network. */
  static List<InetSocketAddress> ofThisProcess() throws IOException {
    Set<String> own = sockets();
    List<InetSocketAddress> listening = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      List<String> lines = Files.readAllLines(Path.of("/proc/self/net", table));
      for (String line : lines.subList(1, lines.size())) {
        String[] socket = line.trim().split(" +");
        if (socket[3].equals(LISTEN) && own.contains("socket:[" + socket[9] + "]")) {
          String[] address = socket[1].split(":");
          listening.add(
              new InetSocketAddress(address(address[0]), Integer.parseInt(address[1], 16)));
        }
      }
    }
    return listening;
  }

  private static Set<String> sockets() throws IOException {
    Set<String> own = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      for (Path file : files.toList()) {
        try {
          own.add(Files.readSymbolicLink(file).getFileName().toString());
        } catch (NoSuchFileException e) {
          // closed since it was listed
        }
      }
    }
    return own;
  }

  /** The kernel writes an address as words of 32 bits in the order of the machine. */
  private static InetAddress address(String hex) throws IOException {
    ByteBuffer kernel = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    ByteBuffer network = ByteBuffer.allocate(kernel.capacity());
    while (kernel.hasRemaining()) {
      network.order(ByteOrder.nativeOrder()).putInt(kernel.getInt());
    }
    return InetAddress.getByAddress(network.array());
  }
}
