package io.wavecast.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wavecast.core.forecast.Forecaster;
import io.wavecast.schemas.forecast.Forecast;
import io.wavecast.schemas.forecast.ForecastCodec;
import io.wavecast.schemas.forecast.Observation;
import io.wavecast.schemas.forecast.ObservationCodec;
import io.wavecast.schemas.forecast.ObservationFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Windows in a map and a model: forecasts only, neither judged nor calibrated. */
final class WindowsByHand implements HandWritten.Work {
  private static final double LEVEL = 0.9;

  private final ObservationCodec codec = new ObservationCodec(ObservationFormat.DEFAULT);
  private final String topic;
  private final Forecaster model;
  private final int batch;
  private final Tally tally;
  private final Consumer<ProducerRecord<byte[], byte[]>> out;
  private final Map<String, float[]> windows = new HashMap<>();
  private final List<Observation> pending = new ArrayList<>();
  private final float[] inputs;
  private final float[] points;
  private final float[] quantiles;

  /**
   * @param topic of the forecasts
   * @param batch windows in a run of the model
   * @param tally counts its forecasts
   */
  WindowsByHand(
      String topic,
      Forecaster model,
      int batch,
      Tally tally,
      Consumer<ProducerRecord<byte[], byte[]>> out) {
    this.topic = topic;
    this.model = model;
    this.batch = batch;
    this.tally = tally;
    this.out = out;
    inputs = new float[batch * model.shape().window()];
    points = new float[batch * model.shape().horizon()];
    quantiles = new float[points.length * model.quantileLevels().length];
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    Observation observation = codec.read(record.key(), record.value(), record.timestamp());
    float[] window =
        windows.computeIfAbsent(observation.series(), s -> new float[model.shape().window() + 1]);
    int filled = (int) window[model.shape().window()];
    if (filled == model.shape().window()) {
      System.arraycopy(window, 1, window, 0, model.shape().window() - 1);
      filled--;
    }
    window[filled] = (float) observation.value();
    window[model.shape().window()] = filled + 1;
    if (filled + 1 == model.shape().window()) {
      System.arraycopy(
          window, 0, inputs, pending.size() * model.shape().window(), model.shape().window());
      pending.add(observation);
      if (pending.size() == batch) {
        flush();
      }
    }
  }

  @Override
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    model.forecast(inputs, pending.size(), points, quantiles);
    int levels = model.quantileLevels().length;
    for (int i = 0; i < pending.size(); i++) {
      int from = i * model.shape().horizon();
      Observation observation = pending.get(i);
      float[] lower = new float[model.shape().horizon()];
      float[] upper = new float[model.shape().horizon()];
      for (int h = 0; h < model.shape().horizon(); h++) {
        lower[h] = quantiles[(from + h) * levels];
        upper[h] = quantiles[(from + h + 1) * levels - 1];
      }
      Forecast forecast =
          new Forecast(
              observation.series(),
              observation.timestamp(),
              1000,
              Arrays.copyOfRange(points, from, from + model.shape().horizon()),
              lower,
              upper,
              LEVEL,
              model.model(),
              false,
              false);
      out.accept(
          new ProducerRecord<>(
              topic, observation.series().getBytes(UTF_8), ForecastCodec.write(forecast)));
    }
    tally.addRun();
    tally.addResults(pending.size());
    pending.clear();
  }
}
