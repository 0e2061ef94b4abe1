package io.wavecast.service.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where alerts are delivered.
 *
 * @param alertmanager Alertmanager's address, without {@code /api/v2/alerts}
 * @param authorization file with its Authorization header
 * @param resend interval at which firing alerts are re-sent to it
 * @param webhook URL that changes are posted to; may be secret itself
 * @param secret file with the secret that signs them
 * @param link page that an alert links to, or an empty text
 * @param timeout longest time of one request
 */
public record DeliverySettings(
    Optional<URI> alertmanager,
    Optional<Path> authorization,
    Duration resend,
    Optional<URI> webhook,
    Optional<Path> secret,
    String link,
    Duration timeout) {

  /** Hides the webhook, whose path is often a secret. */
  @Override
  public String toString() {
    return "DeliverySettings[alertmanager="
        + alertmanager.map(URI::getHost)
        + ", resend="
        + resend
        + ", webhook="
        + webhook.map(URI::getHost)
        + ", link="
        + link
        + ", timeout="
        + timeout
        + "]";
  }
}
