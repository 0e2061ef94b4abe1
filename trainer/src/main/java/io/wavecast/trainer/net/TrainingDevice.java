package io.wavecast.trainer.net;

import static java.util.Objects.requireNonNull;
import static org.nd4j.linalg.api.environment.Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY;
import static org.nd4j.linalg.api.environment.Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY;
import static org.nd4j.linalg.api.environment.Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY;
import static org.nd4j.linalg.api.environment.Nd4jEnvironment.CUDA_DEVICE_NAME_KEY;

import io.wavecast.core.text.FailureException;
import io.wavecast.core.text.Throwables;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/** Where ND4J computes: on the CPU, or, in a build with {@code -Pcuda-train}, on the first GPU. */
public final class TrainingDevice {
  static final String CUDA = "CUDA 11.6";

  /** Compute capabilities, times ten, that ND4J's machine code runs on: its own are 37 to 86. */
  private static final int OLDEST = 37;

  private static final int NEWEST = 89;
  private static final Pattern LIBRARY = Pattern.compile("lib(cuda|cublas|cusolver)\\w*\\.so");
  private static final String ON_CPU = "; a build without -Pcuda-train trains on the CPU";

  private TrainingDevice() {}

  /**
   * The device in words, such as {@code NVIDIA A10, CUDA 11.6}. The first call starts ND4J.
   *
   * @throws FailureException when ND4J cannot compute on it
   */
  public static String require() {
    try {
      for (Nd4jBackend backend : ServiceLoader.load(Nd4jBackend.class)) {
        backend.isAvailable(); // says what is wrong, where ND4J only logs it
      }
      return Nd4j.getEnvironment().isCPU()
          ? "the CPU"
          : gpu(Nd4j.getExecutioner().getEnvironmentInformation());
    } catch (FailureException e) {
      throw e;
    } catch (LinkageError | ServiceConfigurationError | RuntimeException e) {
      throw new FailureException(reason(e) + ON_CPU, e);
    }
  }

  /** The first GPU that ND4J describes. */
  static String gpu(Properties environment) {
    List<?> devices = (List<?>) requireNonNull(environment.get(CUDA_DEVICE_INFORMATION_KEY));
    Map<?, ?> first = (Map<?, ?>) devices.get(0);
    String name = String.valueOf(first.get(CUDA_DEVICE_NAME_KEY));
    int major = number(first, CUDA_DEVICE_MAJOR_VERSION_KEY);
    int minor = number(first, CUDA_DEVICE_MINOR_VERSION_KEY);
    int capability = 10 * major + minor;
    if (capability < OLDEST || capability > NEWEST) {
      throw new FailureException(
          "the compute capability of a GPU must be in 3.7..8.9 to train on it, got: %d.%d (%s)%s"
              .formatted(major, minor, name, ON_CPU));
    }
    return name + ", " + CUDA;
  }

  private static int number(Map<?, ?> device, String key) {
    return ((Number) requireNonNull(device.get(key))).intValue();
  }

  /** Why ND4J does not start, in one line. */
  static String reason(Throwable error) {
    Matcher library = LIBRARY.matcher(Throwables.causes(error));
    if (!library.find()) {
      return "ND4J does not start: " + Throwables.rootMessage(error);
    }
    return library.group().equals("libcuda.so")
        ? "there is no NVIDIA driver: libcuda.so is absent"
        : CUDA + " is absent or incomplete: " + library.group() + " is absent";
  }
}
