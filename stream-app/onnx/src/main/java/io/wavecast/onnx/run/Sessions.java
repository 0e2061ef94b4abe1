package io.wavecast.onnx.run;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.wavecast.core.text.Throwables;
import io.wavecast.onnx.file.ModelFileException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions that run on the calling thread: one thread within an operator, one between
 * operators, no spinning. Thread-safe.
 */
final class Sessions {
  /** Errors are raised as exceptions, so ONNX Runtime need not log them as well. */
  static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "wavecast");

  /** The error's code and its position in ONNX Runtime's source. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "^Error code - \\S+ - message: (?:.*?\\[ONNXRuntimeError] : \\d+ : [A-Z_]+ : )?");

  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  private static final AtomicBoolean FELL_BACK = new AtomicBoolean();

  private Sessions() {}

  /** The message of an error of ONNX Runtime in one line, without its code and source position. */
  static String reason(Throwable error) {
    return PREFIX.matcher(Throwables.oneLine(error)).replaceFirst("");
  }

  /**
   * A session and where it runs.
   *
   * @param device {@link Device#CPU} or {@link Device#CUDA}
   */
  record Opened(OrtSession session, Device device) {}

  /**
   * Opens a session. {@link Device#AUTO} tries CUDA, in a build that has it, and falls back to the
   * CPU, which the process logs once.
   *
   * @param source names the file in messages
   * @param model the content of the file
   * @throws ModelFileException when the file cannot be loaded, has a tensor that is too large, or
   *     CUDA is not usable
   */
  static Opened open(String source, byte[] model, Device device) {
    return open(source, model, device, hasCuda());
  }

  /**
   * As above.
   *
   * @param hasCuda whether ONNX Runtime was built with CUDA
   */
  static Opened open(String source, byte[] model, Device device, boolean hasCuda) {
    TensorBounds.check(source, model);
    if (device == Device.CUDA || (device == Device.AUTO && hasCuda)) {
      try {
        return new Opened(create(model, Device.CUDA), Device.CUDA);
      } catch (OrtException e) {
        String cause =
            e.getCode() == OrtException.OrtErrorCode.ORT_EP_FAIL
                ? "this build has ONNX Runtime without CUDA, -Pcuda builds with it"
                : reason(e);
        String why = "no CUDA GPU is usable (" + cause + ")";
        if (device == Device.CUDA) {
          throw new ModelFileException(source, "device cuda was demanded, but " + why, e);
        }
        if (FELL_BACK.compareAndSet(false, true)) { // it is the same for every model
          LOG.warn("{}, models run on the CPU", why);
        }
      }
    }
    try {
      return new Opened(create(model, Device.CPU), Device.CPU);
    } catch (OrtException e) {
      throw new ModelFileException(source, "ONNX Runtime cannot load it: " + reason(e), e);
    }
  }

  /** Whether ONNX Runtime was built with CUDA, which does not say that a GPU is usable. */
  private static boolean hasCuda() {
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  private static OrtSession create(byte[] model, Device device) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setDeterministicCompute(true);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      if (device == Device.CUDA) {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0)) {
          // TF32 has 10 bits of mantissa, not 23: the GPU's results would differ from the CPU's
          cuda.add("use_tf32", "0");
          options.addCUDA(cuda);
        }
      }
      return ENVIRONMENT.createSession(model, options);
    }
  }
}
