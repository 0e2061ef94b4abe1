package io.wavecast.core.stream;

import java.io.Serializable;

/**
 * Names of a pipeline's parts inside an engine: nodes of a topology, uids of operators, the state
 * store. Stored state is found by them, so they never change. On Flink all pipelines are one job,
 * in which each name is used once.
 *
 * @param source reads the input topic
 * @param read parses records, where an engine does that in a task of its own
 * @param process runs the pipeline
 * @param sink writes the events
 * @param store holds the states
 */
public record PipelineNames(String source, String read, String process, String sink, String store)
    implements Serializable {}
