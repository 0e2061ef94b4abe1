package io.wavecast.service.delivery;

import io.wavecast.config.Type;
import io.wavecast.core.text.UsageException;
import java.net.URI;
import java.nio.file.Path;

/** An address that is a secret, in a file. */
record UrlFile(SecretFile file) implements Rotating<URI> {
  /**
   * A file that holds an address now.
   *
   * @throws UsageException if it does not, without showing its content
   */
  static UrlFile checked(Path file) {
    UrlFile url = new UrlFile(SecretFile.oneLine(file));
    try {
      url.now();
      return url;
    } catch (DeliveryException e) {
      throw new UsageException("delivery: " + e.getMessage(), e);
    }
  }

  @Override
  public URI now() throws DeliveryException {
    try {
      return Type.url().parser().apply(file.now());
    } catch (IllegalArgumentException e) {
      // without the cause, which shows the content
      throw new DeliveryException(file.file() + " must contain an http or https URL");
    }
  }
}
