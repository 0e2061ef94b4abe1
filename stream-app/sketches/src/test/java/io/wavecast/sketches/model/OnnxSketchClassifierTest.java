package io.wavecast.sketches.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.OnnxBuilder;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.run.ModelKindContract;
import io.wavecast.sketches.event.Stroke;
import io.wavecast.sketches.pipeline.SketchMetadata;
import io.wavecast.sketches.pipeline.SketchPoints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class OnnxSketchClassifierTest extends ModelKindContract<OnnxSketchClassifier> {
  private static final int VALUES = SketchPoints.MAX * SketchPoints.WIDTH;

  OnnxSketchClassifierTest() {
    super(OnnxSketchClassifier.KIND);
  }

  /** A classifier of two classes from the logits [batch, 2] that {@code layer} makes of a draft. */
  @Override
  protected byte[] tiny(BiFunction<OnnxBuilder, String, String> layer) {
    SketchMetadata metadata =
        new SketchMetadata(TinyModels.provenance("sketch", "1"), List.of("cat", "pig"), "no one");
    int values = SketchPoints.MAX * SketchPoints.WIDTH;
    OnnxBuilder b =
        new OnnxBuilder()
            .input("points", "batch", SketchPoints.MAX, SketchPoints.WIDTH)
            .output("probabilities", "batch", 2)
            .metadata(metadata.toMap());
    String flat = b.node("Reshape", List.of("points", b.longs(-1, values)));
    String logits = TinyModels.dense(b, new Random(1), b.node("Tanh", List.of(flat)), values, 2);
    return b.alias(b.node("Softmax", List.of(layer.apply(b, logits))), "probabilities").bytes();
  }

  @Override
  protected void run(OnnxSketchClassifier model, int rows) {
    model.classify(new float[rows * VALUES], rows, new float[rows * 2]);
  }

  @Test
  void the_shipped_classifier_holds_its_contract() {
    ContractFile<SketchMetadata> file = OnnxSketchClassifier.KIND.file();

    assertThat(file.metadata().classes()).hasSize(20).contains("pig", "ice cream");
    assertThat(file.size()).isLessThan(4 << 20);
    assertThat(file.metadata().attribution()).contains("Quick, Draw!", "CC BY 4.0");
    assertThat(file.metadata().provenance().metrics().get("valid_top1")).isGreaterThan(0.87);
  }

  @Test
  void labels_plain_drawings_of_any_size_and_position() {
    try (OnnxSketchClassifier model = OnnxSketchClassifier.KIND.open()) {
      for (float unit : new float[] {0.01f, 1, 5000}) {
        assertThat(likeliest(model, face(unit))).isEqualTo("face");
        assertThat(likeliest(model, suitcase(unit))).isEqualTo("suitcase");
      }
    }
  }

  @Test
  void a_label_has_the_same_bits_in_every_batch() {
    try (OnnxSketchClassifier model = OnnxSketchClassifier.KIND.open()) {
      int n = 150;
      float[] points = new float[n * VALUES];
      Random random = new Random(5);
      for (int i = 0; i < n; i++) {
        float[] one = SketchPoints.of(i % 2 == 0 ? face(1 + i) : scribble(random));
        System.arraycopy(one, 0, points, i * VALUES, VALUES);
      }
      float[] together = new float[n * 20];
      model.classify(points, n, together);

      float[] alone = new float[20];
      for (int i = 0; i < n; i++) {
        model.classify(Arrays.copyOfRange(points, i * VALUES, (i + 1) * VALUES), 1, alone);
        for (int c = 0; c < 20; c++) {
          assertThat(together[i * 20 + c]).isEqualTo(alone[c]);
        }
      }
    }
  }

  private static String likeliest(OnnxSketchClassifier model, List<Stroke> strokes) {
    float[] probabilities = new float[20];
    model.classify(SketchPoints.of(strokes), 1, probabilities);
    int best = 0;
    for (int c = 0; c < 20; c++) {
      best = probabilities[c] > probabilities[best] ? c : best;
    }
    return model.classes().get(best);
  }

  /** A round head, two eyes, a mouth. */
  private static List<Stroke> face(float unit) {
    return List.of(
        arc(unit, 50, 50, 48, 0, 360),
        arc(unit, 33, 38, 4, 0, 360),
        arc(unit, 67, 38, 4, 0, 360),
        arc(unit, 50, 52, 24, 20, 160));
  }

  /** A box with a handle. */
  private static List<Stroke> suitcase(float unit) {
    List<Stroke> strokes = new ArrayList<>();
    strokes.add(line(unit, 0, 30, 100, 30, 100, 95, 0, 95, 0, 30));
    strokes.add(line(unit, 35, 30, 35, 12, 65, 12, 65, 30));
    return strokes;
  }

  private static List<Stroke> scribble(Random random) {
    float[] xy = new float[60];
    for (int i = 0; i < xy.length; i++) {
      xy[i] = 100 * random.nextFloat();
    }
    return List.of(line(1, xy));
  }

  private static Stroke arc(float unit, double x, double y, double r, int from, int to) {
    float[] xy = new float[2 * ((to - from) / 20 + 1)];
    for (int i = 0; 2 * i < xy.length; i++) {
      double angle = Math.toRadians(from + 20 * i);
      xy[2 * i] = (float) (x + r * Math.cos(angle));
      xy[2 * i + 1] = (float) (y + r * Math.sin(angle));
    }
    return line(unit, xy);
  }

  private static Stroke line(float unit, float... xy) {
    float[] x = new float[xy.length / 2];
    float[] y = new float[xy.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = unit * xy[2 * i];
      y[i] = unit * xy[2 * i + 1];
    }
    return new Stroke(x, y);
  }
}
