package io.wavecast.service.delivery;

import io.wavecast.core.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A secret in a file, read anew for each post, so that a replaced file takes effect at once. A file
 * that cannot be read meanwhile delays the post. Messages name the file, never its content.
 */
record SecretFile(Path file) implements Rotating<String> {
  /**
   * A file that holds a secret now.
   *
   * @throws UsageException if it does not
   */
  static SecretFile checked(Path file) {
    SecretFile secret = new SecretFile(file);
    try {
      secret.now();
      return secret;
    } catch (DeliveryException e) {
      throw new UsageException("delivery: " + e.getMessage(), e);
    }
  }

  /** The same, of which only one line without control characters is allowed. */
  static SecretFile oneLine(Path file) {
    SecretFile secret = checked(file);
    try {
      if (secret.now().chars().anyMatch(Character::isISOControl)) {
        throw new UsageException("delivery: " + file + " must contain one line");
      }
      return secret;
    } catch (DeliveryException e) {
      throw new UsageException("delivery: " + e.getMessage(), e);
    }
  }

  /** The file's text without surrounding white space. */
  @Override
  public String now() throws DeliveryException {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new DeliveryException(file + " must contain a secret, but it is empty");
      }
      return text;
    } catch (IOException e) {
      throw new DeliveryException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
