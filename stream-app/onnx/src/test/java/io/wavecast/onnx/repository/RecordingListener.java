package io.wavecast.onnx.repository;

import io.wavecast.onnx.file.ModelFile;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Records the events. */
final class RecordingListener implements ReloadListener {
  final List<String> events = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();

  @Override
  public void swapped(ModelFile from, ModelFile to) {
    record("swapped " + label(from) + " -> " + label(to));
  }

  @Override
  public void kept(ModelFile active, String problem) {
    record("kept " + label(active) + ": " + problem);
  }

  private void record(String line) {
    events.add(line);
    queue.add(line);
  }

  private static String label(ModelFile file) {
    return file.model().name() + " " + file.model().version();
  }

  /** Waits for the next line. */
  String next(Duration longest) throws InterruptedException {
    return Objects.requireNonNull(
        queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS), "no event within " + longest);
  }
}
