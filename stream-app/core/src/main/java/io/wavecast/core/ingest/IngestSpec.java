package io.wavecast.core.ingest;

import io.wavecast.core.stream.NoModel;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.text.Glob;
import io.wavecast.schemas.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline from records of other producers to observations and events.
 *
 * @param inputs at least one, with different names
 * @param observations topic of observations
 * @param events topic of events to be aggregated; written only if an input has such
 * @param deadLetters topic for records that cannot be read
 * @param maxBytes longest value of a record that is read, bytes
 * @param maxAhead how far a point may be ahead of its record; null: any distance
 * @param linger longest time until observations are committed, at least 1 ms
 * @param maxRecordBytes largest record that may be written, bytes
 * @param own patterns of the topics that no pattern of an input matches, beside these three and
 *     Kafka's own
 */
public record IngestSpec(
    List<Input> inputs,
    String observations,
    String events,
    String deadLetters,
    int maxBytes,
    @Nullable Duration maxAhead,
    Duration linger,
    int maxRecordBytes,
    List<Glob> own)
    implements PipelineSpec<String, NoModel> {
  private static final PipelineNames NAMES =
      new PipelineNames("inputs", "read-input", "ingest", "ingested", "ingest-states");

  /**
   * @throws IllegalArgumentException when two inputs have the same name, an input reads a topic
   *     that is written, or a pattern of topics can match none
   */
  public IngestSpec {
    inputs = List.copyOf(inputs);
    own = List.copyOf(own);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("inputs must have at least one");
    }
    if (inputs.stream().map(Input::name).distinct().count() < inputs.size()) {
      throw new IllegalArgumentException(
          "inputs must have different names, got: " + inputs.stream().map(Input::name).toList());
    }
    List<String> written = List.of(observations, events, deadLetters);
    List<String> all = new ArrayList<>(topics(inputs, written, own).names());
    all.addAll(written);
    TopicNames.check(all);
  }

  /** The same inputs with other formats of their values. */
  public IngestSpec withFormats(UnaryOperator<ValueFormat> formats) {
    return new IngestSpec(
        inputs.stream().map(input -> input.withFormat(formats.apply(input.format()))).toList(),
        observations,
        events,
        deadLetters,
        maxBytes,
        maxAhead,
        linger,
        maxRecordBytes,
        own);
  }

  /** Which topics are read by which inputs. */
  InputTopics topics() {
    return topics(inputs, List.of(observations, events, deadLetters), own);
  }

  private static InputTopics topics(List<Input> inputs, List<String> written, List<Glob> own) {
    return new InputTopics(
        inputs, Stream.concat(written.stream().map(Glob::new), own.stream()).toList());
  }

  private List<String> outputs() {
    return inputs.stream()
        .map(input -> input.target() == Input.Target.OBSERVATIONS ? observations : events)
        .distinct()
        .toList();
  }

  /** Keyed by source partition, so nothing is repartitioned before; there are no states. */
  @Override
  public PipelineIo<String> io() {
    InputTopics topics = topics();
    return new PipelineIo<>(
        NAMES,
        new IngestInput(),
        topics.names(),
        topics.pattern(),
        outputs(),
        deadLetters,
        maxRecordBytes,
        linger,
        false,
        true,
        false);
  }

  @Override
  public Pipeline<String> create(NoModel model, PipelineContext context) {
    return new IngestPipeline(this, context);
  }
}
