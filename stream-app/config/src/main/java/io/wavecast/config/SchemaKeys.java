package io.wavecast.config;

import io.wavecast.core.text.UsageException;
import io.wavecast.registry.ValueFormat;
import io.wavecast.schemas.forecast.FlatEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The schema registry, and how events are written. */
public final class SchemaKeys {
  static final KeyRegistry SCHEMAS = new KeyRegistry(Group.SCHEMAS);

  public static final Key<Optional<URI>> URL =
      Key.both(SCHEMAS, "schema.registry.url", Type.optional(Type.url()), "")
          .help(
              "Address of a schema registry with Confluent's API, such as http://registry:8081, of"
                  + " Apicurio with /apis/ccompat/v7 at its end; empty: none");
  public static final Key<ValueFormat> OUTPUTS =
      Key.both(SCHEMAS, "outputs.format", Type.oneOf(ValueFormat.class), "json")
          .help(
              "How forecasts, deviations, alerts and incidents are written; avro and json-schema:"
                  + " in the wire format of a schema registry");
  public static final Key<Set<FlatEvent>> FLAT =
      Key.both(SCHEMAS, "outputs.flat", Type.setOf(FlatEvent.class), "")
          .help(
              "Events that are also written as flat records, for sinks of Kafka Connect, to topics"
                  + " of their own, see docs/SINKS.md");
  public static final Key<Boolean> AUTO_REGISTER =
      Key.both(SCHEMAS, "schema.registry.auto-register", Type.flag(), "true")
          .help(
              "Whether schemas of output topics are registered, each under TOPIC-value; false: they"
                  + " must be registered there");
  public static final Key<Optional<String>> USER_INFO =
      Key.both(
              SCHEMAS,
              "schema.registry.user-info",
              Type.optional(Type.text("USER:PASSWORD", "[^:]+:.*")),
              "")
          .help("User and password for the schema registry, separated by a colon");
  public static final Key<Optional<Path>> TOKEN =
      Key.both(SCHEMAS, "schema.registry.token-file", Type.optional(Type.path()), "")
          .help("File with a bearer token for the schema registry; re-read for each request");

  private SchemaKeys() {}

  /**
   * Checks that these settings go together.
   *
   * @throws UsageException when they do not
   */
  static void check(Settings s) {
    if (s.get(OUTPUTS).hasSchema() && s.get(URL).isEmpty()) {
      throw s.refuse(OUTPUTS, " other than json needs " + URL.name());
    }
    if (PipelineSettings.observations(s).hasSchema() && s.get(URL).isEmpty()) {
      throw s.refuse(InputKeys.INPUTS, ": a format other than json needs " + URL.name());
    }
    if (s.isSet(USER_INFO) && s.get(TOKEN).isPresent()) {
      throw new UsageException(USER_INFO.name() + " and " + TOKEN.name() + " exclude each other");
    }
    if (s.get(URL).map(URI::getUserInfo).isPresent()) {
      throw new UsageException(
          "%s must not hold a user: use %s".formatted(URL.name(), USER_INFO.name()));
    }
    DeliveryKeys.refuseQuery(s, URL);
  }
}
