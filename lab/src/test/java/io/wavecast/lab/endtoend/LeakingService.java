package io.wavecast.lab.endtoend;

import io.wavecast.service.Main;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The service, with ever more heap, threads and descriptors once its stream has begun. */
public final class LeakingService {
  private static final int LEAK_BYTES = 200_000;
  private static final long EVERY_MS = 100;

  private LeakingService() {}

  public static void main(String[] args) {
    Thread leak = new Thread(LeakingService::leak, "leak");
    leak.setDaemon(true);
    leak.start();
    Main.main(args);
  }

  private static void leak() {
    List<Object> kept = new ArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!never.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        if (streams()) {
          kept.add(new byte[LEAK_BYTES]);
          kept.add(new FileInputStream("/dev/null"));
          Thread idle = new Thread(() -> awaitForEver(never), "idle");
          idle.setDaemon(true);
          idle.start();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean streams() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().contains("StreamThread"));
  }

  private static void awaitForEver(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
