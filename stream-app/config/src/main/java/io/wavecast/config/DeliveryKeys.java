package io.wavecast.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where alerts are sent. */
public final class DeliveryKeys {
  static final KeyRegistry DELIVERY = new KeyRegistry(Group.DELIVERY);

  public static final Key<Optional<URI>> ALERTMANAGER =
      Key.service(DELIVERY, "delivery.alertmanager.url", Type.optional(Type.url()), "")
          .help(
              "Alertmanager's address, to which /api/v2/alerts is appended; empty: alerts are not"
                  + " sent to it");
  public static final Key<Optional<Path>> ALERTMANAGER_AUTHORIZATION =
      Key.service(
              DELIVERY, "delivery.alertmanager.authorization-file", Type.optional(Type.path()), "")
          .help("File with the Authorization header for Alertmanager, such as: Bearer abc");
  public static final Key<Duration> ALERTMANAGER_RESEND =
      Key.service(DELIVERY, "delivery.alertmanager.resend", Type.duration("1s", "1h"), "1m")
          .help(
              "How often firing alerts are re-sent; Alertmanager resolves an alert that it has not"
                  + " received for five intervals");
  public static final Key<Optional<URI>> WEBHOOK =
      Key.service(DELIVERY, "delivery.webhook.url", Type.optional(Type.url()), "")
          .help(
              "Where each change of an alert is posted as JSON; an address in a file, ${file:PATH}, is"
                  + " re-read when it changes, as the other files of deliveries; empty: nowhere");
  public static final Key<Optional<Path>> WEBHOOK_SECRET =
      Key.service(DELIVERY, "delivery.webhook.secret-file", Type.optional(Type.path()), "")
          .help(
              "File with the secret that signs each post (HMAC-SHA256, header Wavecast-Signature)");
  public static final Key<Optional<URI>> LINK =
      Key.service(DELIVERY, "delivery.link", Type.optional(Type.url()), "")
          .help(
              "Address of the console, which alerts link to at their series and time, or of another"
                  + " page, e.g. a Grafana board; as annotation dashboard_url in Alertmanager. To one"
                  + " with a '#' nothing is added");
  public static final Key<Optional<URI>> RUNBOOK =
      Key.service(DELIVERY, "delivery.runbook", Type.optional(Type.url()), "")
          .help(
              "Address of the runbook's section on series or incidents, which alerts in Alertmanager"
                  + " get as annotation runbook_url; empty: they have none");
  public static final Key<DeliveredEvents> EVENTS =
      Key.service(DELIVERY, "delivery.events", Type.oneOf(DeliveredEvents.class), "alerts")
          .help(
              "What is sent: the alert of each series, or one incident for all that begin together"
                  + " (needs incidents.enabled)");

  private DeliveryKeys() {}

  /** Checks that these settings go together, on a host that has them or not. */
  static void check(Settings s) {
    if (s.has(ALERTMANAGER)
        && s.has(ALERTMANAGER_AUTHORIZATION)
        && s.get(ALERTMANAGER).map(URI::getUserInfo).isPresent()) {
      throw s.refuse(
          ALERTMANAGER, " must not hold a user beside " + ALERTMANAGER_AUTHORIZATION.name());
    }
    refuseQuery(s, ALERTMANAGER);
  }

  /** Checks an address to which paths are appended: they would become part of its query. */
  static void refuseQuery(Settings s, Key<Optional<URI>> key) {
    URI url = s.has(key) ? s.get(key).orElse(null) : null;
    if (url != null && (url.getRawQuery() != null || url.getRawFragment() != null)) {
      throw s.refuse(key, " must have neither a query nor a fragment, since a path is appended");
    }
  }
}
