package io.wavecast.core.stream;

import java.io.Serializable;
import java.util.List;

/**
 * Declares a {@link Pipeline} to an engine; the only thing that registering a pipeline takes.
 * Immutable; serializable, since engines create pipelines in other processes.
 *
 * @param <I> a parsed input
 * @param <M> the model port that the pipeline runs on, e.g. {@code Forecasters}; opened and closed
 *     by the engine's host
 */
public interface PipelineSpec<I, M> extends Serializable {
  PipelineNames names();

  InputFormat<I> format();

  /** The topic that is read. */
  String input();

  /** The topics that events are written to. */
  List<String> outputs();

  /** The topic for records that are rejected. */
  String deadLetters();

  /**
   * Largest record that may be written, bytes. A dead letter that would be larger is written
   * without key and value.
   */
  int maxRecordBytes();

  /**
   * Whether the records of a key may lie in several partitions, because the key is part of the
   * payload: then the engine repartitions the input by key.
   */
  boolean repartitions();

  /**
   * Whether {@link Pipeline#accept} may reject an input, so that the engine must keep the source
   * record at hand until then.
   */
  boolean rejectsAccepted();

  /** Creates the instance of one task. */
  Pipeline<I> create(M model, PipelineContext context);
}
