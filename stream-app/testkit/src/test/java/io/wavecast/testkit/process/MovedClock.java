package io.wavecast.testkit.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that moves the wall clock of a process, as a step of NTP or an administrator does:
 * what classes of the program's class path ask of {@link System} and {@link Instant} is answered
 * here. The clock of {@link System#nanoTime} stays, as it does on a machine. Thread-safe.
 */
public final class MovedClock {
  private static final AtomicLong OFFSET_MS = new AtomicLong();
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path jar;
  private final Path offset;

  /**
   * A clock that is right.
   *
   * @param dir for the agent, and what it reads
   */
  public MovedClock(Path dir) throws IOException {
    jar = dir.resolve("clock.jar");
    offset = dir.resolve("offset");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", MovedClock.class.getName());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    move(Duration.ZERO);
  }

  /** The option of the JVM that gives a process this clock. */
  public String option() {
    return "-javaagent:" + jar + "=" + offset;
  }

  /** The clock is ahead of the right time by so much from now on; negative: it is behind. */
  public void move(Duration ahead) throws IOException {
    Path fresh = Files.writeString(offset.resolveSibling("fresh"), "" + ahead.toMillis());
    Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Called in the process, before its main. */
  public static void premain(String file, Instrumentation instrumentation) {
    Thread follower = new Thread(() -> follow(Path.of(file)), "moved-clock");
    follower.setDaemon(true);
    follower.start();
    instrumentation.addTransformer(new Redirection());
  }

  private static void follow(Path file) {
    while (true) {
      try {
        OFFSET_MS.set(Long.parseLong(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** In place of {@link System#currentTimeMillis}. */
  public static long currentTimeMillis() {
    return System.currentTimeMillis() + OFFSET_MS.get();
  }

  /** In place of {@link Instant#now()}. */
  public static Instant now() {
    return Instant.now().plusMillis(OFFSET_MS.get());
  }

  /** Changes which class a class asks for the time: an entry in its pool of constants. */
  private static final class Redirection implements ClassFileTransformer {
    private static final String CLOCK = MovedClock.class.getName().replace('.', '/');
    private static final Map<String, String> REPLACED =
        Map.of(
            "java/lang/System", "currentTimeMillis()J",
            "java/time/Instant", "now()Ljava/time/Instant;");

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] file) {
      if (loader != MovedClock.class.getClassLoader() || CLOCK.equals(name)) {
        return null;
      }
      try {
        return redirected(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte @Nullable [] redirected(byte[] file) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
      in.skipBytes(8);
      int constants = in.readUnsignedShort();
      int[] at = new int[constants];
      int[] tag = new int[constants];
      String[] text = new String[constants];
      int end = 10;
      for (int i = 1; i < constants; i++) {
        at[i] = end;
        tag[i] = file[end];
        int size =
            switch (tag[i]) {
              case 1 -> 3 + u2(file, end + 1);
              case 7, 8, 16, 19, 20 -> 3;
              case 15 -> 4;
              case 5, 6 -> 9;
              default -> 5;
            };
        if (tag[i] == 1) {
          text[i] = new DataInputStream(new ByteArrayInputStream(file, end + 1, size)).readUTF();
        }
        end += size;
        if (tag[i] == 5 || tag[i] == 6) {
          i++; // long and double take two entries
        }
      }
      byte[] changed = file.clone();
      boolean any = false;
      for (int i = 1; i < constants; i++) {
        if (tag[i] == 10) {
          String owner = text[u2(file, at[u2(file, at[i] + 1)] + 1)];
          int member = at[u2(file, at[i] + 3)];
          String method = text[u2(file, member + 1)] + text[u2(file, member + 3)];
          if (method.equals(REPLACED.get(owner))) {
            changed[at[i] + 1] = (byte) ((constants + 1) >> 8);
            changed[at[i] + 2] = (byte) (constants + 1);
            any = true;
          }
        }
      }
      return any ? with(changed, constants, end) : null;
    }

    private static int u2(byte[] file, int at) {
      return ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
    }

    /** With two more constants: the name of the clock, and its class. */
    private static byte[] with(byte[] file, int constants, int end) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(file, 0, 8);
      out.writeShort(constants + 2);
      out.write(file, 10, end - 10);
      out.writeByte(1);
      out.writeUTF(CLOCK);
      out.writeByte(7);
      out.writeShort(constants);
      out.write(file, end, file.length - end);
      return bytes.toByteArray();
    }
  }
}
