package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtSession;
import io.wavecast.core.model.FileSeal;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.OnnxBuilder;
import io.wavecast.onnx.file.TinyModels;
import io.wavecast.onnx.file.TrustedModels;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every kind of model beside the forecasters, whose output are probabilities. */
public abstract class ModelKindContract<M extends OnnxModel<?>> {
  @TempDir Path dir;

  private final ModelKind<?, M> kind;

  protected ModelKindContract(ModelKind<?, M> kind) {
    this.kind = kind;
  }

  /** A small file of the kind, in which {@code layer} changes a tensor [batch, N]. */
  protected abstract byte[] tiny(BiFunction<OnnxBuilder, String, String> layer);

  /** Runs rows of the small file. */
  protected abstract void run(M model, int rows);

  private M open(BiFunction<OnnxBuilder, String, String> layer) {
    return kind.open("tiny.onnx", tiny(layer), Device.CPU);
  }

  @Test
  void metadata_is_written_as_the_shipped_file_carries_it() {
    Map<String, String> inTheFile = new LinkedHashMap<>(kind.file().graph().metadata());
    inTheFile.remove(FileSeal.LINE);

    assertThat(kind.file().lines().entrySet()).containsExactlyElementsOf(inTheFile.entrySet());
  }

  @Test
  void metadata_reads_back_and_an_absent_line_is_named() {
    Map<String, String> lines = kind.file().lines();

    assertThat(kind.metadata().apply(lines)).isEqualTo(kind.file().metadata());
    for (String name : lines.keySet()) {
      Map<String, String> fewer = new LinkedHashMap<>(lines);
      fewer.remove(name);
      assertThatThrownBy(() -> kind.metadata().apply(fewer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("metadata line '" + name + "' must be present, got: nothing");
    }
  }

  @Test
  void the_shipped_model_is_sealed_and_has_the_same_bits_in_batches_of_many_sizes() {
    assertThat(kind.file().isSealed())
        .as("'wavecast models FILE --seal' writes its checksum")
        .isTrue();
    try (M model = kind.open()) {
      assertThat(model.batchSizes()).contains(64).hasSizeGreaterThanOrEqualTo(5);
    }
  }

  @Test
  void the_shipped_model_has_a_card_of_the_same_version() throws IOException {
    try (InputStream card = kind.home().getResourceAsStream(kind.shipped() + ".md")) {
      byte[] bytes = Objects.requireNonNull(card).readAllBytes();
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .startsWith("# " + kind.shipped() + "\n")
          .contains("| version | " + kind.file().model().version() + " |");
    }
  }

  @Test
  void a_file_is_read_by_the_kind_that_its_metadata_names() throws IOException {
    Path copy = Files.write(dir.resolve("copy.onnx"), kind.file().bytes());

    assertThat(ContractFile.read(copy, Map.of(kind.id(), kind::read)).lines())
        .isEqualTo(kind.file().lines());
  }

  @Test
  void a_file_must_be_trusted_but_not_the_shipped_one() throws IOException {
    TrustedModels nothing = new TrustedModels(List.of("sha256:" + "0".repeat(64)));
    Path copy = Files.write(dir.resolve("copy.onnx"), kind.file().bytes());

    assertThat(kind.file(kind.shipped(), nothing).source()).isEqualTo("shipped:" + kind.shipped());
    assertThatThrownBy(() -> kind.file(copy.toString(), nothing))
        .hasMessageContaining("models.trusted");
  }

  @Test
  void a_file_of_another_kind_is_refused() {
    String forecaster = "metadata line 'kind' must be %s, got: forecaster".formatted(kind.id());
    String other = "metadata line 'kind' must be forecaster, got: %s".formatted(kind.id());

    assertThatThrownBy(() -> kind.read("f.onnx", TinyModels.lastValue("tiny", "1", 0)))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model file 'f.onnx' refused: " + forecaster);
    assertThatThrownBy(() -> ModelFile.read("s.onnx", kind.file().bytes()))
        .isInstanceOf(ModelFileException.class)
        .hasMessage("model file 's.onnx' refused: " + other);
  }

  @Test
  void a_part_of_a_file_and_an_absent_one_are_refused() {
    byte[] whole = kind.file().bytes();
    for (int n : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
      byte[] part = Arrays.copyOf(whole, n);
      assertThatThrownBy(() -> kind.read("part.onnx", part)).isInstanceOf(ModelFileException.class);
    }
    assertThatThrownBy(() -> kind.file(dir.resolve("such.onnx").toString(), TrustedModels.ALL))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void rows_must_not_depend_on_each_other() {
    open((b, x) -> x).close();

    assertThatThrownBy(() -> open(TinyModels::lessBatchMean))
        .isInstanceOf(ModelFileException.class)
        .hasMessageMatching(
            "model file 'tiny.onnx' refused: .* must not depend on the other .*"
                + " of its batch, it changed by [0-9.E-]+ of the row's magnitude");
  }

  @Test
  void probabilities_must_be_numbers() {
    assertThatThrownBy(() -> open((b, x) -> b.node("Log", List.of(x))))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            "model file 'tiny.onnx' refused: output 'probabilities' must be at least 0 and add up"
                + " to 1, got a sum of NaN");
  }

  @Test
  void a_run_allocates_no_direct_buffers() {
    try (M model = open((b, x) -> x)) {
      allocatesOnce(rows -> run(model, rows));
    }
  }

  /** The first run allocates the buffers, no later one; a collection may free those of others. */
  static void allocatesOnce(IntConsumer run) {
    run.accept(1);
    long least = direct().getCount();
    for (int n = 1; n <= 150; n++) {
      run.accept(n);
      long now = direct().getCount();
      assertThat(now).as("direct buffers after %d rows", n).isLessThanOrEqualTo(least);
      least = now;
    }
  }

  private static BufferPoolMXBean direct() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cuda_is_refused_where_it_is_not_usable() {
    assumeTrue(cudaIsUnusable());
    assertCudaIsRefused(
        "shipped:" + kind.shipped(),
        () -> kind.open(kind.shipped(), TrustedModels.ALL, Device.CUDA));
  }

  static void assertCudaIsRefused(
      String source, org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
    assertThatThrownBy(open)
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(
            "model file '%s' refused: device cuda was demanded, but no CUDA GPU is usable (",
            source)
        .message()
        .doesNotContain("\n");
  }

  static boolean cudaIsUnusable() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addCUDA(0);
      return false;
    } catch (ai.onnxruntime.OrtException e) {
      return true;
    }
  }
}
