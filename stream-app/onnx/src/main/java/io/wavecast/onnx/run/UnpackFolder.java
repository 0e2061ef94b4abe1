package io.wavecast.onnx.run;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The temporary folder that ONNX Runtime makes for the libraries that it unpacks. It is deleted
 * when the JVM exits, so each kill leaves one.
 */
final class UnpackFolder {
  private UnpackFolder() {}

  /**
   * Deletes the folder if nothing was unpacked, because {@code onnxruntime.native.path} names the
   * libraries. Does nothing where ONNX Runtime keeps it in another place.
   */
  static void deleteIfUnused() {
    try {
      Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      folder.setAccessible(true);
      if (folder.get(null) instanceof Path path) {
        Files.deleteIfExists(path);
      }
    } catch (ReflectiveOperationException | IOException e) {
      // not empty, or another version of ONNX Runtime: an empty folder does no harm
    }
  }
}
