package io.wavecast.service.delivery;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Who is told of alerts.
 *
 * @param alertmanager Alertmanager's address, without {@code /api/v2/alerts}
 * @param authorization file that holds the Authorization header for it
 * @param resend how often it is told again of what fires
 * @param webhook where changes are posted; may be secret itself
 * @param secret file that holds the secret which signs them
 * @param link where people read on, or an empty text
 * @param timeout longest time that one request may take
 */
public record DeliverySettings(
    Optional<URI> alertmanager,
    Optional<Path> authorization,
    Duration resend,
    Optional<URI> webhook,
    Optional<Path> secret,
    String link,
    Duration timeout) {

  /** Whether anybody is told. */
  public boolean isAny() {
    return alertmanager.isPresent() || webhook.isPresent();
  }

  /** Hides the webhook, whose path is often all that is needed to use it. */
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
