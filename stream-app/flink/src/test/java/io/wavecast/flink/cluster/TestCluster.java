package io.wavecast.flink.cluster;

import io.wavecast.testkit.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;

/** A Flink cluster of processes: one JobManager, and one TaskManager at a time. */
final class TestCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Path dir;
  private final String classPath;
  private final int restPort = FreePorts.next();
  private final Map<String, String> options = new HashMap<>();
  private final FlinkProcess jobManager;
  private FlinkProcess taskManager;
  private int taskManagers;

  /** A cluster that has the job on its class path, as it has Flink. */
  TestCluster(Path dir, int slots) throws IOException {
    this(dir, slots, System.getProperty("java.class.path"));
  }

  /**
   * @param classPath of its processes
   */
  TestCluster(Path dir, int slots, String classPath) throws IOException {
    this(dir, slots, classPath, Duration.ofSeconds(20));
  }

  /**
   * @param silence after which a process of the cluster is given up
   */
  TestCluster(Path dir, int slots, String classPath, Duration silence) throws IOException {
    this.classPath = classPath;
    this.dir = Files.createDirectories(dir);
    Files.createFile(dir.resolve("config.yaml"));
    options.putAll(
        Map.of(
            "jobmanager.rpc.address",
            HOST,
            "jobmanager.rpc.port",
            Integer.toString(FreePorts.next()),
            "jobmanager.bind-host",
            HOST,
            "rest.address",
            HOST,
            "rest.bind-address",
            HOST,
            "rest.port",
            Integer.toString(restPort),
            "heartbeat.interval",
            "1 s",
            "heartbeat.timeout",
            silence.toSeconds() + " s",
            "heartbeat.rpc-failure-threshold",
            "2",
            "io.tmp.dirs",
            Files.createDirectories(dir.resolve("tmp")).toString()));
    jobManager =
        FlinkProcess.start(
            StandaloneSessionClusterEntrypoint.class,
            classPath,
            dir,
            "jobmanager",
            Map.copyOf(options));
    options.putAll(
        Map.of(
            "taskmanager.host", HOST,
            "taskmanager.bind-host", HOST,
            "taskmanager.numberOfTaskSlots", Integer.toString(slots),
            "taskmanager.cpu.cores", Integer.toString(slots),
            "taskmanager.memory.task.heap.size", "256mb",
            "taskmanager.memory.task.off-heap.size", "0b",
            "taskmanager.memory.managed.size", "64mb",
            "taskmanager.memory.network.min", "64mb",
            "taskmanager.memory.network.max", "64mb"));
    options.putAll(
        Map.of(
            "taskmanager.memory.framework.heap.size", "128mb",
            "taskmanager.memory.framework.off-heap.size", "64mb",
            "taskmanager.memory.jvm-metaspace.size", "128mb",
            "taskmanager.memory.jvm-overhead.min", "64mb",
            "taskmanager.memory.jvm-overhead.max", "64mb"));
    taskManager = startTaskManager();
  }

  int restPort() {
    return restPort;
  }

  /** kill -9 to the TaskManager, and another begins. */
  void killTaskManager() throws IOException {
    if (!taskManager.isAlive()) {
      throw new IllegalStateException("TaskManager ended by itself: " + taskManager.log());
    }
    taskManager.kill();
    taskManager = startTaskManager();
  }

  /**
   * SIGSTOP to the TaskManager, and another begins; returns the one that stands still, which the
   * caller resumes or ends.
   */
  FlinkProcess replacePaused() throws IOException, InterruptedException {
    FlinkProcess paused = taskManager;
    paused.pause();
    taskManager = startTaskManager();
    return paused;
  }

  private FlinkProcess startTaskManager() throws IOException {
    return FlinkProcess.start(
        TaskManagerRunner.class,
        classPath,
        dir,
        "taskmanager-" + ++taskManagers,
        Map.copyOf(options));
  }

  /** What the processes logged last. */
  String logs() {
    try {
      return "JobManager:\n" + jobManager.log() + "\nTaskManager:\n" + taskManager.log();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    taskManager.close();
    jobManager.close();
  }
}
