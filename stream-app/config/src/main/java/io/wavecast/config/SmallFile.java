package io.wavecast.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads text that a setting has in a file: a token, a certificate, a secret. */
public final class SmallFile {
  private static final int MOST = 1 << 20;

  private SmallFile() {}

  /**
   * Opens a file, or what a shell passes on: another pipe would wait for its writer.
   *
   * @throws IOException when it cannot be read, or is something else
   */
  static InputStream open(Path file) throws IOException {
    boolean isOther = Files.readAttributes(file, BasicFileAttributes.class).isOther();
    if (isOther && !file.startsWith("/dev") && !file.startsWith("/proc")) {
      throw new IOException("it is no regular file");
    }
    return Files.newInputStream(file);
  }

  /**
   * Reads a file, a pipe of a shell included.
   *
   * @throws IOException when it cannot be read, is another pipe, is not UTF-8, or holds more than 1
   *     MiB
   */
  public static String read(Path file) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("it holds more than 1 MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
