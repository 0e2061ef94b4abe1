package io.wavecast.core.stream;

import java.io.Serializable;

/**
 * Declares a {@link Pipeline} to an engine; the only thing that registering a pipeline takes.
 * Immutable; serializable, since engines create pipelines in other processes.
 *
 * @param <I> a parsed input
 * @param <M> the model port that the pipeline runs on, e.g. {@code Forecasters}; opened and closed
 *     by the engine's host
 */
public interface PipelineSpec<I, M> extends Serializable {
  /** What the pipeline reads and writes. */
  PipelineIo<I> io();

  /** Creates the instance of one task. */
  Pipeline<I> create(M model, PipelineContext context);
}
