package io.wavecast.flink.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.sketch.SketchClassifier;
import io.wavecast.core.sketch.SketchSpec;
import io.wavecast.flink.Message;
import io.wavecast.flink.Outputs;
import io.wavecast.flink.models.ModelSource;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Flink adapter for the way from sketches to labels. The uids of its operators and the name of its
 * state are what a savepoint is restored by: they stay.
 *
 * <pre>
 *   sketches -> sketch -> sketch-labels
 *                 |
 *                 +-----> dead-letters
 * </pre>
 *
 * @param settings how the stream runs; the batch's size is for each subtask
 * @param model says what drawings show
 */
public record SketchJob(SketchSpec settings, ModelSource<SketchClassifier> model) {
  public static final String SKETCHES = "sketches";
  public static final String SKETCH = "sketch";
  public static final String LABELS = "sketch-labels";

  /** The state of a drawing: {@link io.wavecast.core.sketch.SketchState#toBytes}. */
  public static final String STATE = "sketch-states";

  /**
   * Adds the operators behind a source; nothing is started.
   *
   * @param sketches the records of the sketches topic, in order within each key
   */
  public Outputs build(DataStream<Message> sketches) {
    SingleOutputStreamOperator<Message> labels =
        sketches
            .keyBy(SketchJob::drawing, Types.STRING)
            .transform(SKETCH, Message.TYPE, new SketchOperator(settings, model))
            .uid(SKETCH);
    return new Outputs(labels, labels.getSideOutput(Outputs.DEAD_LETTERS));
  }

  /** The record's key; where that is no name of a drawing, its record will be set aside. */
  static String drawing(Message message) {
    byte[] key = message.record().key();
    return key == null ? "" : new String(key, UTF_8);
  }
}
