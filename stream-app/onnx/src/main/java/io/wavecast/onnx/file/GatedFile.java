package io.wavecast.onnx.file;

/**
 * An ONNX file of any inputs and outputs that {@link ModelGate} has let pass: nothing in it can
 * reach outside the file. Code that gives a file without a contract to ONNX Runtime takes this type
 * instead of bytes, so it cannot skip the gate. It has not been loaded by ONNX Runtime. Immutable.
 */
public final class GatedFile {
  private final String source;
  private final byte[] bytes;

  private GatedFile(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
    Contract.graph(source, bytes); // throws
  }

  /**
   * Checks a file's bytes.
   *
   * @param source names the file in messages
   * @param bytes shared: must not be changed afterwards
   * @throws ModelFileException when it is refused; the message names the place
   */
  public static GatedFile of(String source, byte[] bytes) {
    return new GatedFile(source, bytes);
  }

  /** Names the file in messages. */
  public String source() {
    return source;
  }

  /** The content of the file. Shared: do not change. */
  public byte[] bytes() {
    return bytes;
  }
}
