package io.wavecast.flink.music;

import io.wavecast.core.chorale.Composer;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.models.ModelSource;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Flink adapter for the way from a chorale's request to its notes. The uids of its operators and
 * the name of its state are what a savepoint is restored by: they stay.
 *
 * <pre>
 *   chorale-requests -> read-chorale-request -> compose -> chorale-notes
 *                                |                 |
 *                                +-----------------+----> dead-letters
 * </pre>
 *
 * @param settings where it reads and writes
 * @param model composes
 */
public record ChoraleJob(ChoraleSettings settings, ModelSource<Composer> model) {
  public static final String REQUESTS = "chorale-requests";
  public static final String READ = "read-chorale-request";
  public static final String COMPOSE = "compose";
  public static final String NOTES = "chorale-notes";

  /** The state of a piece that is not whole: a piece of {@link io.wavecast.core.chorale.Pieces}. */
  public static final String STATE = "pieces";

  /**
   * Adds the operators behind a source; nothing is started.
   *
   * @param requests the records of the requests topic, in order within each chorale
   */
  public Outputs build(DataStream<Message> requests) {
    SingleOutputStreamOperator<ReadRequest> read =
        requests
            .process(new ReadRequestFunction(settings), ReadRequest.TYPE)
            .setParallelism(requests.getParallelism()) // else their order would be lost
            .name(READ)
            .uid(READ);
    SingleOutputStreamOperator<Message> notes =
        read.keyBy(ReadRequest::choraleId, Types.STRING)
            .transform(COMPOSE, Message.TYPE, new ComposeOperator(settings, model))
            .uid(COMPOSE);
    return new Outputs(
        notes,
        read.getSideOutput(Outputs.DEAD_LETTERS).union(notes.getSideOutput(Outputs.DEAD_LETTERS)));
  }
}
