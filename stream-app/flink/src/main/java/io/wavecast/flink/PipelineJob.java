package io.wavecast.flink;

import io.wavecast.core.metrics.Metrics;
import io.wavecast.core.stream.DeadLetters;
import io.wavecast.core.stream.OutputRecord;
import io.wavecast.core.stream.PipelineIo;
import io.wavecast.core.stream.PipelineNames;
import io.wavecast.core.stream.PipelineSpec;
import io.wavecast.core.stream.RawRecord;
import io.wavecast.flink.models.ModelSource;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Flink adapter for {@link PipelineSpec}: the operators of one pipeline. Their uids and the name of
 * their state are those of {@link PipelineIo#names}, so savepoints stay readable.
 *
 * <pre>
 *   records -> parse -> (by key) -> process -> events
 *                |                     |
 *                +---------------------+-----> dead letters
 * </pre>
 *
 * @param spec the pipeline
 * @param models where the subtasks open their model
 */
public record PipelineJob<I, M>(PipelineSpec<I, M> spec, ModelSource<M> models) {
  static final OutputTag<OutputRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.OUTPUT);

  /**
   * The records that a pipeline writes.
   *
   * @param events in order within each key
   * @param deadLetters rejected records
   */
  public record Outputs(DataStream<OutputRecord> events, DataStream<OutputRecord> deadLetters) {}

  /**
   * Adds the operators behind a source; starts nothing.
   *
   * @param records of the input topic, in order within each key
   */
  public Outputs build(DataStream<RawRecord> records) {
    PipelineNames names = spec.io().names();
    SingleOutputStreamOperator<ParsedInput> inputs =
        records
            .process(new ParseFunction<>(spec), RecordTypes.PARSED)
            .setParallelism(records.getParallelism()) // else records would change their order
            .name(names.read())
            .uid(names.read());
    SingleOutputStreamOperator<OutputRecord> events =
        inputs
            .keyBy(ParsedInput::key, Types.STRING)
            .transform(names.process(), RecordTypes.OUTPUT, new PipelineOperator<>(spec, models))
            .uid(names.process());
    return new Outputs(
        events, inputs.getSideOutput(DEAD_LETTERS).union(events.getSideOutput(DEAD_LETTERS)));
  }

  static DeadLetters deadLetters(PipelineSpec<?, ?> spec, Metrics metrics, Consumer<String> log) {
    return new DeadLetters(spec.io(), metrics, log, System::nanoTime);
  }
}
