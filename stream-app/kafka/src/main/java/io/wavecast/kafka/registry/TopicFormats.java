package io.wavecast.kafka.registry;

import io.wavecast.config.PipelineSettings;
import io.wavecast.config.SchemaKeys;
import io.wavecast.config.Settings;
import io.wavecast.core.ingest.IngestSpec;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.TranslatedSpec;
import io.wavecast.core.stream.UnavailableException;
import io.wavecast.core.stream.ValueDecoder;
import io.wavecast.core.stream.ValueEncoder;
import io.wavecast.registry.ConnectEnvelope;
import io.wavecast.registry.Patience;
import io.wavecast.registry.RegistryDecoder;
import io.wavecast.registry.RegistryEncoder;
import io.wavecast.registry.RegistryFormat;
import io.wavecast.registry.SchemaRegistry;
import io.wavecast.registry.ValueFormat;
import io.wavecast.schemas.EventSchema;
import io.wavecast.schemas.forecast.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How values on topics are written, by the settings: what every reader and writer of topics asks.
 * All share one client of the schema registry. Thread-safe.
 */
public final class TopicFormats {
  private final Optional<SchemaRegistry> registry;
  private final ValueDecoder observations;
  private final ValueDecoder events;

  /** How the input topics are written that may have another format than JSON. */
  private final Map<String, ValueDecoder> decoders;

  private final ValueEncoder encoder;

  private TopicFormats(Settings s) {
    Map<String, EventSchema> flat = flat(s);
    ValueFormat input = PipelineSettings.observations(s);
    ValueFormat output = s.get(SchemaKeys.OUTPUTS);
    registry =
        s.get(SchemaKeys.URL)
            .map(
                url ->
                    new SchemaRegistry(new HttpTransport(s), Patience.of(HttpTransport.TIMEOUT)));
    observations =
        input.hasSchema()
            ? RegistryDecoder.of(input.kind(), registry.orElseThrow())
            : ValueDecoder.JSON;
    events = registry.<ValueDecoder>map(RegistryDecoder::ofEvents).orElse(ValueDecoder.JSON);
    Topics topics = PipelineSettings.topics(s);
    decoders = Map.of(topics.observations(), observations, topics.alerts(), events);
    encoder =
        output.hasSchema()
            ? new RegistryEncoder(
                registry.orElseThrow(),
                topics(s, flat),
                output.kind(),
                s.get(SchemaKeys.AUTO_REGISTER))
            : flat.isEmpty() ? ValueEncoder.JSON : new ConnectEnvelope(flat);
  }

  /** The formats that the settings say. Contacts no registry. */
  public static TopicFormats of(Settings settings) {
    return new TopicFormats(settings);
  }

  private static Map<String, EventSchema> topics(Settings s, Map<String, EventSchema> flat) {
    Topics topics = PipelineSettings.topics(s);
    Map<String, EventSchema> schemas = new HashMap<>(flat);
    schemas.put(topics.forecasts(), EventSchema.FORECAST);
    schemas.put(topics.deviations(), EventSchema.DEVIATION);
    schemas.put(topics.alerts(), EventSchema.ALERT);
    PipelineSettings.incidentTopics(s)
        .ifPresent(t -> schemas.put(t.incidents(), EventSchema.INCIDENT));
    return schemas;
  }

  private static Map<String, EventSchema> flat(Settings s) {
    Map<String, EventSchema> schemas = new HashMap<>();
    PipelineSettings.flatTopics(s).forEach((event, topic) -> schemas.put(topic, event.schema()));
    return schemas;
  }

  /** Reads values of the observations topic. */
  public ValueDecoder observations() {
    return observations;
  }

  /**
   * Reads values of the topics that Wavecast writes, in whichever format each of them was written.
   */
  public ValueDecoder events() {
    return events;
  }

  /** A pipeline, as its topics are written. */
  @SuppressWarnings("unchecked") // inputs with other formats are still inputs
  public <I, M> PipelineSpec<I, M> translated(PipelineSpec<I, M> spec) {
    if (spec instanceof IngestSpec inputs) {
      return (PipelineSpec<I, M>)
          inputs.withFormats(
              format ->
                  format instanceof RegistryFormat schema
                      ? schema.with(registry.orElseThrow())
                      : format);
    }
    ValueDecoder decoder = decoders.get(spec.io().input());
    return decoder == null || (registry.isEmpty() && encoder == ValueEncoder.JSON)
        ? spec
        : new TranslatedSpec<>(spec, decoder, encoder);
  }

  /**
   * Registers the schemas of the output topics, or looks them up. If the registry does not answer,
   * that is done before the first event.
   *
   * @param warn gets a line if the registry does not answer
   * @throws io.wavecast.core.text.FailureException when the registry refuses a schema, or has none
   *     that fits
   */
  public void prepare(Consumer<String> warn) {
    try {
      if (encoder instanceof RegistryEncoder schemas) {
        schemas.prepare();
      }
    } catch (UnavailableException e) {
      warn.accept(e.getMessage() + "; asked again with the first event");
    }
  }

  /** Why the newest request to the registry has no answer; empty when it has one. */
  public Optional<String> problem() {
    return registry.flatMap(SchemaRegistry::problem);
  }
}
