package io.wavecast.onnx.run;

import io.wavecast.core.model.ModelMetadata;
import io.wavecast.onnx.file.ContractFile;
import io.wavecast.onnx.file.ModelFileException;
import io.wavecast.onnx.file.ModelLocation;
import io.wavecast.onnx.file.ShippedModels;
import io.wavecast.onnx.file.Signature;
import io.wavecast.onnx.file.TrustedModels;
import java.util.Map;
import java.util.function.Function;

/**
 * A kind of model beside the forecasters, of which one is shipped.
 *
 * @param id its metadata line {@code kind}
 * @param shipped name of the shipped model, whose file {@code NAME.onnx} is beside the class home
 * @param home the class
 * @param metadata reads its metadata
 * @param signature the inputs and outputs that the metadata promises
 * @param opener loads and verifies it on ONNX Runtime
 * @param <D> its metadata
 * @param <M> a model that is open
 */
public record ModelKind<D extends ModelMetadata, M extends OnnxModel<?>>(
    String id,
    String shipped,
    Class<?> home,
    Function<Map<String, String>, D> metadata,
    Function<D, Signature> signature,
    Opener<D, M> opener) {
  /** Opens a file. */
  @FunctionalInterface
  public interface Opener<D extends ModelMetadata, M> {
    /**
     * Loads and verifies a model.
     *
     * @param device where it runs
     * @throws ModelFileException when ONNX Runtime cannot load it, the device is not usable, a
     *     result on the samples violates the contract, or a row's result depends on other rows
     */
    M open(ContractFile<D> file, Device device);
  }

  /**
   * Reads a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when the contract does not hold
   */
  public ContractFile<D> read(String source, byte[] bytes) {
    return new ContractFile<>(source, bytes, metadata, signature);
  }

  /** The shipped model. */
  public ContractFile<D> file() {
    return read("shipped:" + shipped, ShippedModels.bytes(home, shipped));
  }

  /**
   * Reads the shipped model by its name, or a file.
   *
   * @param nameOrLocation its name, or as {@link ModelLocation#of} reads it
   * @param trusted which files may be loaded
   * @throws ModelFileException when it cannot be read, its contract does not hold, or it is not
   *     trusted
   */
  public ContractFile<D> file(String nameOrLocation, TrustedModels trusted) {
    if (nameOrLocation.equals(shipped)) {
      return file();
    }
    ModelLocation location = ModelLocation.of(nameOrLocation);
    return trusted.require(read(location.source(), location.read()));
  }

  /** Opens the shipped model or a file, as {@link #file(String, TrustedModels)} reads it. */
  public M open(String nameOrLocation, TrustedModels trusted, Device device) {
    return opener.open(file(nameOrLocation, trusted), device);
  }

  /** Opens a file's bytes, as {@link #read} reads them. */
  public M open(String source, byte[] bytes, Device device) {
    return opener.open(read(source, bytes), device);
  }

  /** Opens a file's bytes on the CPU. */
  public M open(String source, byte[] bytes) {
    return open(source, bytes, Device.CPU);
  }

  /** Opens the shipped model on the CPU. */
  public M open() {
    return open(shipped, TrustedModels.ALL, Device.CPU);
  }
}
