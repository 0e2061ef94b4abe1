package io.wavecast.onnx.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.wavecast.onnx.file.ModelFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.TinyModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated model files: each is refused with one line, or forecasts; none crashes the process, hangs
 * or forecasts what is in a file that it names. {@code -Dwavecast.fuzz=N} sets how many.
 */
@Tag("slow")
class ModelFuzzTest {
  private static final float SECRET = 41_508.25f;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  @TempDir Path dir;

  @Test
  void no_mutated_file_crashes_hangs_or_reads_another_file() throws IOException {
    long mutants = Long.getLong("wavecast.fuzz", 5_000);
    List<byte[]> seeds = seeds(secret());
    long opened = 0;
    for (long seed = 0; seed < mutants; seed++) {
      Random random = new Random(seed);
      byte[] mutant = mutated(seeds.get((int) (seed % seeds.size())), random);
      Instant start = Instant.now();
      opened += forecasts(mutant, seed) ? 1 : 0;
      assertThat(Duration.between(start, Instant.now())).as("seed %d", seed).isLessThan(LONGEST);
    }
    System.out.printf("%,d mutated model files, %,d of them could forecast%n", mutants, opened);
    assertThat(opened).as("mutants that ONNX Runtime ran").isPositive();
  }

  private static boolean forecasts(byte[] mutant, long seed) {
    try (OnnxForecaster model =
        OnnxForecaster.open(ModelFile.read("mutant.onnx", mutant), Device.CPU)) {
      int levels = model.quantileLevels().length;
      float[] forecasts = new float[TinyModels.HORIZON];
      float[] quantiles = new float[TinyModels.HORIZON * levels];
      model.forecast(new float[TinyModels.WINDOW], 1, forecasts, quantiles);
      assertThat(forecasts).as("seed %d", seed).doesNotContain(SECRET);
      return true;
    } catch (ModelFileException e) {
      assertThat(e.getMessage()).as("seed %d", seed).doesNotContain("\n");
      return false;
    }
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> { // copies a part to another place
          int from = random.nextInt(bytes.length);
          int length = random.nextInt(1 + Math.min(32, bytes.length - Math.max(from, at)));
          System.arraycopy(bytes, from, bytes, at, length);
        }
        default -> {
          byte[] part = new byte[bytes.length - random.nextInt(Math.min(64, bytes.length))];
          System.arraycopy(bytes, 0, part, 0, Math.min(at, part.length));
          int rest = part.length - at;
          if (rest > 0) {
            System.arraycopy(bytes, bytes.length - rest, part, at, rest);
          }
          bytes = part;
        }
      }
    }
    return bytes;
  }

  private Path secret() throws IOException {
    ByteBuffer floats = ByteBuffer.allocate(4 * TinyModels.HORIZON).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < TinyModels.HORIZON; i++) {
      floats.putFloat(SECRET);
    }
    return Files.write(dir.resolve("secret.bin"), floats.array());
  }

  /** A good model, and models whose last addend is in another file. */
  private static List<byte[]> seeds(Path secret) throws IOException {
    byte[] good = TinyModels.lastValue("tiny", "1", 0);
    TensorProto values =
        TensorProto.newBuilder()
            .addDims(TinyModels.HORIZON)
            .setDataType(1)
            .setName("leak")
            .addExternalData(line("location", secret.toString()))
            .addExternalData(line("offset", "0"))
            .addExternalData(line("length", Integer.toString(4 * TinyModels.HORIZON)))
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .build();
    TensorProto.Builder indices =
        TensorProto.newBuilder().addDims(TinyModels.HORIZON).setDataType(7);
    for (long i = 0; i < TinyModels.HORIZON; i++) {
      indices.addInt64Data(i);
    }
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .setValues(values)
            .setIndices(indices)
            .addDims(TinyModels.HORIZON)
            .build();
    ModelProto.Builder dense = leaking(good);
    dense.getGraphBuilder().addInitializer(values);
    ModelProto.Builder initializer = leaking(good);
    initializer.getGraphBuilder().addSparseInitializer(sparse);
    ModelProto.Builder constant = leaking(good);
    constant
        .getGraphBuilder()
        .addNode(
            0,
            NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput("leak")
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("sparse_value")
                        .setType(AttributeProto.AttributeType.SPARSE_TENSOR)
                        .setSparseTensor(sparse)));
    return List.of(
        good,
        dense.build().toByteArray(),
        initializer.build().toByteArray(),
        constant.build().toByteArray());
  }

  /** The model with its added constant replaced by the leak. */
  private static ModelProto.Builder leaking(byte[] good) throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(good).toBuilder();
    model
        .getGraphBuilder()
        .getNodeBuilderList()
        .forEach(
            node -> {
              if (node.getOpType().equals("Add") && !node.getOutput(0).equals("quantiles")) {
                node.setInput(1, "leak");
              }
            });
    return model;
  }

  private static StringStringEntryProto line(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
