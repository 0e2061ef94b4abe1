package io.wavecast.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Export of metrics by OTLP, the protocol of OpenTelemetry. */
public final class OtlpKeys {
  static final KeyRegistry OTLP = new KeyRegistry(Group.OTLP);

  public static final Key<Optional<URI>> URL =
      Key.service(OTLP, "otlp.url", Type.optional(Type.url()), "")
          .help(
              "Address that metrics are posted to as protobuf over HTTP, complete, such as"
                  + " http://collector:4318/v1/metrics; empty: nowhere");
  public static final Key<Duration> INTERVAL =
      Key.service(OTLP, "otlp.interval", Type.duration("1s", "1h"), "1m")
          .help("How often; all metrics are cumulative, so a missed post loses only resolution");
  public static final Key<Duration> TIMEOUT =
      Key.service(OTLP, "otlp.timeout", Type.duration("100ms", "1m"), "10s")
          .help("Longest time that one post may take");
  public static final Key<Optional<Path>> HEADERS =
      Key.service(OTLP, "otlp.headers-file", Type.optional(Type.path()), "")
          .help(
              "File with further headers of each post, one 'Name: value' a line, such as"
                  + " Authorization: Bearer abc; re-read when it changes");
  public static final Key<Map<String, String>> ATTRIBUTES =
      Key.service(
              OTLP,
              "otlp.resource-attributes",
              Type.list(
                  "NAME=VALUE, such as deployment.environment.name=test", OtlpKeys::attributes),
              "")
          .help(
              "Attributes of the resource that are added to, or replace, service.name=wavecast,"
                  + " service.version, service.instance.id, application and engine");
  public static final ClientTlsKeys TLS = ClientTlsKeys.of(OTLP, "otlp");

  private OtlpKeys() {}

  private static Map<String, String> attributes(List<String> words) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException();
      }
      attributes.put(word.substring(0, equals).strip(), word.substring(equals + 1).strip());
    }
    return attributes;
  }
}
