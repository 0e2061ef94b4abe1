package io.wavecast.chorales.pipeline;

import io.wavecast.chorales.event.ChoraleTopics;
import io.wavecast.core.stream.Pipeline;
import io.wavecast.core.stream.PipelineContext;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
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

  /** Between two slices. */
  private static final Duration PAUSE = Duration.ofMillis(1);

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

  /**
   * Nothing is repartitioned: requests without a key are composed by the task that reads them,
   * since each names its chorale in the payload. That a name is in use is only known when the
   * request is accepted, so it may be rejected.
   */
  @Override
  public PipelineIo<ParsedRequest> io() {
    return new PipelineIo<>(
        NAMES,
        new ChoraleInput(),
        topics.requests(),
        List.of(topics.notes()),
        topics.deadLetters(),
        maxRecordBytes,
        PAUSE,
        false,
        true);
  }

  @Override
  public Pipeline<ParsedRequest> create(Composer composer, PipelineContext context) {
    return new ChoralePipeline(this, composer, context);
  }
}
