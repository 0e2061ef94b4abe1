package io.wavecast.flink;

import io.wavecast.core.forecast.Forecasters;
import io.wavecast.flink.Message.Read;
import io.wavecast.flink.models.ModelSource;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Flink adapter for the way from observations to forecasts. The uids of its operators and the name
 * of its state are what a savepoint is restored by: they stay.
 *
 * <pre>
 *   observations -> read -> window -> events
 *                     |        |
 *                     +--------+----> dead-letters
 * </pre>
 *
 * @param settings how the job is built
 * @param models where the tasks find their models
 */
public record ForecastJob(JobSettings settings, ModelSource<Forecasters> models) {
  public static final String OBSERVATIONS = "observations";
  public static final String READ = "read";
  public static final String WINDOW = "window";
  public static final String EVENTS = "events";

  /** The state of a series: {@link io.wavecast.core.forecast.window.SeriesState#toBytes}. */
  public static final String STATE = "series";

  /**
   * Adds the operators behind a source; nothing is started.
   *
   * @param observations the records of the observations topic, in order within each series
   */
  public Outputs build(DataStream<Message> observations) {
    SingleOutputStreamOperator<Read> read =
        observations
            .process(new ReadFunction(settings), Read.TYPE)
            .setParallelism(observations.getParallelism()) // else their order would be lost
            .name(READ)
            .uid(READ);
    SingleOutputStreamOperator<Message> events =
        read.keyBy(Read::series, Types.STRING)
            .transform(WINDOW, Message.TYPE, new WindowOperator(settings, models))
            .uid(WINDOW);
    return new Outputs(
        events,
        read.getSideOutput(Outputs.DEAD_LETTERS).union(events.getSideOutput(Outputs.DEAD_LETTERS)));
  }
}
