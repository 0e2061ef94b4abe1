package io.wavecast.core.chorale;

import io.wavecast.core.stream.InputFormat;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.schemas.chorale.ChoraleTopics;
import java.time.Duration;
import java.util.List;

/**
 * The pipeline from requests to chorales, note by note.
 *
 * @param topics input and output topics
 * @param maxRecordBytes largest record that may be written
 * @param slice longest time to compose before further input is read, at least 0
 */
public record ChoraleSpec(ChoraleTopics topics, int maxRecordBytes, Duration slice)
    implements PipelineSpec<ParsedRequest, Composer> {
  /** Kafka Streams reads one record between two slices, so long ones would keep batches small. */
  private static final Duration SLICE = Duration.ofMillis(50);

  private static final PipelineNames NAMES =
      new PipelineNames(
          "chorale-requests", "read-chorale-request", "compose", "chorale-notes", "pieces");

  public ChoraleSpec {
    if (slice.isNegative()) {
      throw new IllegalArgumentException("slice must be at least 0, got: " + slice);
    }
  }

  /** With slices of 50 ms. */
  public ChoraleSpec(ChoraleTopics topics, int maxRecordBytes) {
    this(topics, maxRecordBytes, SLICE);
  }

  @Override
  public PipelineNames names() {
    return NAMES;
  }

  @Override
  public InputFormat<ParsedRequest> format() {
    return new ChoraleInput();
  }

  @Override
  public String input() {
    return topics.requests();
  }

  @Override
  public List<String> outputs() {
    return List.of(topics.notes());
  }

  @Override
  public String deadLetters() {
    return topics.deadLetters();
  }

  /**
   * False. Requests without a key are composed by the task that reads them; each names its chorale
   * in the payload.
   */
  @Override
  public boolean repartitions() {
    return false;
  }

  /** True: a name that is in use is only known when the request is accepted. */
  @Override
  public boolean rejectsAccepted() {
    return true;
  }

  @Override
  public Pipeline<ParsedRequest> create(Composer composer, PipelineContext context) {
    return new ChoralePipeline(this, composer, context);
  }
}
