package io.wavecast.flink;

import io.wavecast.flink.Message.Read;
import io.wavecast.flink.models.ModelSource;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Flink adapter for the way from observations to forecasts. The uids of its operators and the name
 * of its state are what a savepoint is restored by: they stay.
 *
 * <pre>
 *   observations -> read -> window -> events
 *                     |        |
 *                     +--------+----> dead-letters
 * </pre>
 */
public final class ForecastJob {
  public static final String OBSERVATIONS = "observations";
  public static final String READ = "read";
  public static final String WINDOW = "window";
  public static final String EVENTS = "events";
  public static final String DEAD_LETTERS_SINK = "dead-letters";

  /** The state of a series: {@link io.wavecast.core.window.SeriesState#toBytes}. */
  public static final String STATE = "series";

  static final OutputTag<Message> DEAD_LETTERS = new OutputTag<>("dead-letters", Message.TYPE);

  private ForecastJob() {}

  /**
   * What comes out, each record with the topic it is for.
   *
   * @param events in order within each series
   * @param deadLetters what could not be read
   */
  public record Outputs(DataStream<Message> events, DataStream<Message> deadLetters) {}

  /**
   * Adds the operators behind a source; nothing is started.
   *
   * @param observations the records of the observations topic, in order within each series
   * @param settings how the job is built
   * @param models where the tasks find their models
   */
  public static Outputs build(
      DataStream<Message> observations, JobSettings settings, ModelSource models) {
    SingleOutputStreamOperator<Read> read =
        observations
            .process(new ReadFunction(settings), Read.TYPE)
            .setParallelism(observations.getParallelism()) // else their order would be lost
            .name(READ)
            .uid(READ);
    SingleOutputStreamOperator<Message> window =
        read.keyBy(Read::series, Types.STRING)
            .transform(WINDOW, Message.TYPE, new WindowOperator(settings, models))
            .uid(WINDOW);
    return new Outputs(
        window, read.getSideOutput(DEAD_LETTERS).union(window.getSideOutput(DEAD_LETTERS)));
  }
}
