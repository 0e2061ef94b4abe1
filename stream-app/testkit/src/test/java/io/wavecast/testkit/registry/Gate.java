package io.wavecast.testkit.registry;

import io.wavecast.testkit.process.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A port that leads to a server while it is open, and refuses connections while it is closed, as an
 * outage of the network does. Closed at first. Thread-safe.
 */
public final class Gate implements AutoCloseable {
  private final int port = FreePorts.next();
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;

  /**
   * @param target port of a server on this machine
   */
  public Gate(int target) {
    this.target = target;
  }

  /** The port of this gate. */
  public int port() {
    return port;
  }

  /** Connections are possible from now on. */
  public synchronized void open() {
    try {
      ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listener = opened;
      daemon(() -> accept(opened));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shut();
  }

  /** Ends all connections, and refuses new ones. */
  public synchronized void shut() {
    closeQuietly(listener);
    listener = null;
    sockets.forEach(Gate::closeQuietly);
    sockets.clear();
  }

  private void accept(ServerSocket from) {
    try {
      while (true) {
        Socket client = from.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        daemon(() -> copy(client, server));
        daemon(() -> copy(server, client));
      }
    } catch (IOException e) {
      closeQuietly(from);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the connection has ended
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(java.io.@Nullable Closeable socket) {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
