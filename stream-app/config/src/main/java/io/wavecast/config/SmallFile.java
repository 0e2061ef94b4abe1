package io.wavecast.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

/** Reads text that a setting has in a file: a token, a certificate, a secret. */
public final class SmallFile {
  private static final int MOST = 1 << 20;

  /** Standard input, and files that a shell has opened. */
  private static final Pattern SHELL =
      Pattern.compile("/dev/(stdin|null|fd/\\d+)|/proc/self/fd/\\d+");

  private SmallFile() {}

  /**
   * Requires a file, or what a shell passes on: another pipe would wait for its writer.
   *
   * @throws IOException when it is something else
   */
  static void require(Path file) throws IOException {
    boolean isOther = Files.readAttributes(file, BasicFileAttributes.class).isOther();
    if (isOther && !SHELL.matcher(file.toString()).matches()) {
      throw new IOException("it is no regular file");
    }
  }

  /**
   * Reads a file, a pipe of a shell included.
   *
   * @throws IOException when it cannot be read, is no regular file, is not UTF-8, or holds more
   *     than 1 MiB
   */
  public static String read(Path file) throws IOException {
    require(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("it holds more than 1 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
