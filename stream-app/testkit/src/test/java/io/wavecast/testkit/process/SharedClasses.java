package io.wavecast.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * An archive of the classes that a program loads, as {@code bin/prepare} makes one of an
 * installation: what starts with it starts sooner. The JVM shares classes of jars only, so the
 * folders of this test's class path are packed. Immutable.
 */
public final class SharedClasses {
  private final Path archive;
  private final String classPath;

  /**
   * Packs the class path.
   *
   * @param dir an empty folder, which must outlive the processes
   */
  public SharedClasses(Path dir) throws IOException {
    Files.createDirectories(dir);
    archive = dir.resolve("classes.jsa");
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(packed(path, dir.resolve(jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    classPath = String.join(File.pathSeparator, jars);
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
      }
    }
    return jar;
  }

  /** The options of a process that stores its classes when it ends, or uses those stored. */
  List<String> options() {
    String option = Files.exists(archive) ? "SharedArchiveFile" : "ArchiveClassesAtExit";
    return List.of("-XX:" + option + "=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
  }

  /** The class path that the options need. */
  String classPath() {
    return classPath;
  }
}
