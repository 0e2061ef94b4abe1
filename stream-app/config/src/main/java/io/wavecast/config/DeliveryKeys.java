package io.wavecast.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where alerts are sent. */
public final class DeliveryKeys {
  static final KeyRegistry DELIVERY = new KeyRegistry(Group.DELIVERY);

  public static final Key<Optional<URI>> ALERTMANAGER =
      DELIVERY.service(
          "delivery.alertmanager.url",
          Type.optional(Type.url()),
          "",
          "Alertmanager's address, to which /api/v2/alerts is appended; empty: alerts are not sent"
              + " to it");
  public static final Key<Optional<Path>> ALERTMANAGER_AUTHORIZATION =
      DELIVERY.service(
          "delivery.alertmanager.authorization-file",
          Type.optional(Type.path()),
          "",
          "File with the Authorization header for Alertmanager, such as: Bearer abc");
  public static final Key<Duration> ALERTMANAGER_RESEND =
      DELIVERY.service(
          "delivery.alertmanager.resend",
          Type.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
          "1m",
          "How often firing alerts are re-sent; Alertmanager resolves an alert that it has not"
              + " received for five intervals");
  public static final Key<Optional<URI>> WEBHOOK =
      DELIVERY.service(
          "delivery.webhook.url",
          Type.optional(Type.url()),
          "",
          "Where each change of an alert is posted as JSON; empty: nowhere");
  public static final Key<Optional<Path>> WEBHOOK_SECRET =
      DELIVERY.service(
          "delivery.webhook.secret-file",
          Type.optional(Type.path()),
          "",
          "File with the secret that signs each post (HMAC-SHA256, header Wavecast-Signature)");
  public static final Key<Optional<URI>> LINK =
      DELIVERY.service(
          "delivery.link",
          Type.optional(Type.url()),
          "",
          "Address that alerts link to for details, e.g. that of a Grafana board");
  public static final Key<Duration> TIMEOUT =
      DELIVERY.service(
          "delivery.timeout",
          Type.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          "10s",
          "Longest time that one post may take before it is retried");

  private DeliveryKeys() {}
}
