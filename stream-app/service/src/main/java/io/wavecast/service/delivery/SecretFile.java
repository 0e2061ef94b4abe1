package io.wavecast.service.delivery;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret in a file, read anew for each post, so that a replaced file takes effect at once. A file
 * that cannot be read meanwhile delays the post. Messages name the file, never its content.
 */
record SecretFile(Path file, boolean oneLine) implements Rotating<String> {
  /**
   * A file that holds a secret now.
   *
   * @throws UsageException if it does not
   */
  static SecretFile checked(Path file) {
    return new SecretFile(file, false).check();
  }

  /** The same, of which only one line of ASCII without control characters is allowed. */
  static SecretFile oneLine(Path file) {
    return new SecretFile(file, true).check();
  }

  private SecretFile check() {
    try {
      var unused = now();
      return this;
    } catch (DeliveryException e) {
      throw new UsageException("delivery: " + e.getMessage(), e);
    }
  }

  /** The file's text without surrounding white space. */
  @Override
  public String now() throws DeliveryException {
    String text = read();
    if (text.isEmpty()) {
      throw new DeliveryException(file + " must contain a secret, but it is empty");
    }
    if (oneLine && !text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new DeliveryException(file + " must contain one line of ASCII characters");
    }
    return text;
  }

  private String read() throws DeliveryException {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new DeliveryException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
