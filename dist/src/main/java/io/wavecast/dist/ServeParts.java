package io.wavecast.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Writes what the image says about its libraries, which are those of {@code serve}: bill of
 * materials, licences and the list of files with native code. {@code ServeParts SBOM LIB UPSTREAM
 * LICENSES OUT}: the archive's bill, the folder with {@code serve.classpath} and {@code native},
 * the published jars, the archive's licences, and the folder to write. The same arguments give the
 * same bytes.
 */
public final class ServeParts {
  /** {@code (group:artifact:version - address)} at the end of a line of THIRD-PARTY.txt. */
  private static final Pattern THIRD_PARTY =
      Pattern.compile("\\([^():\\s]+:([^():\\s]+):([^():\\s]+) - \\S*\\)$");

  /** The names of libraries before a copyright, as texts of licences list them. */
  private static final Pattern COPYRIGHT =
      Pattern.compile("^([A-Za-z][\\w.-]*(?:, [\\w.-]+)*) {2,}Copyright .*");

  private final Set<String> jars;

  private ServeParts(Set<String> jars) {
    this.jars = jars;
  }

  public static void main(String[] args) throws IOException {
    Path sbom = Path.of(args[0]);
    if (!Files.exists(sbom)) {
      throw new IllegalStateException("no bill of materials: Maven writes none offline (-o)");
    }
    Path lib = Path.of(args[1]);
    Path upstream = Path.of(args[2]);
    Path licenses = Path.of(args[3]);
    Path out = Files.createDirectories(Path.of(args[4]));
    ServeParts serve =
        new ServeParts(new TreeSet<>(Files.readAllLines(lib.resolve("serve.classpath"))));

    ObjectMapper mapper = new ObjectMapper();
    ObjectNode bill = (ObjectNode) mapper.readTree(sbom.toFile());
    serve.filter(bill);
    Files.writeString(
        out.resolve("sbom.cdx.json"),
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n");
    serve.licenses(licenses, out.resolve("licenses"));
    Files.write(lib.resolve("serve.natives"), serve.natives(lib.resolve("native"), upstream));
  }

  /** Keeps the components that {@code serve} loads, and their dependencies on one another. */
  private void filter(ObjectNode bill) {
    Set<String> refs = new HashSet<>();
    for (Iterator<JsonNode> all = bill.withArray("components").iterator(); all.hasNext(); ) {
      JsonNode component = all.next();
      if (jars.contains(file(component))) {
        refs.add(component.path("bom-ref").asText());
      } else {
        all.remove();
      }
    }
    ObjectNode whole = (ObjectNode) bill.at("/metadata/component");
    whole.put("description", "What the command `serve` loads, and so the image");
    refs.add(whole.path("bom-ref").asText());
    for (Iterator<JsonNode> all = bill.withArray("dependencies").iterator(); all.hasNext(); ) {
      JsonNode dependency = all.next();
      if (!refs.contains(dependency.path("ref").asText())) {
        all.remove();
      } else if (dependency.path("dependsOn") instanceof ArrayNode on) {
        for (Iterator<JsonNode> each = on.iterator(); each.hasNext(); ) {
          if (!refs.contains(each.next().asText())) {
            each.remove();
          }
        }
      }
    }
    String serial = bill.path("serialNumber").asText() + "/serve";
    UUID own = UUID.nameUUIDFromBytes(serial.getBytes(StandardCharsets.UTF_8));
    bill.put("serialNumber", "urn:uuid:" + own);
  }

  /** The name of a component's jar, from {@code pkg:maven/group/name@version?classifier=c}. */
  static String file(JsonNode component) {
    Matcher classifier =
        Pattern.compile("[?&]classifier=([^&]*)").matcher(component.path("purl").asText());
    return component.path("name").asText()
        + "-"
        + component.path("version").asText()
        + (classifier.find() ? "-" + classifier.group(1) : "")
        + ".jar";
  }

  /** Copies each library's own texts, and of the shared ones the lines that concern a library. */
  private void licenses(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      Path name = from.relativize(file);
      String folder = name.getName(0).toString();
      if (folder.endsWith("-jar") && !jars.contains(folder.replaceFirst("-jar$", ".jar"))) {
        continue;
      }
      Path copy = to.resolve(name.toString());
      Files.createDirectories(
          to.resolve(name.getParent() == null ? Path.of("") : name.getParent()));
      if (name.endsWith("THIRD-PARTY.txt")) {
        Files.write(copy, thirdParty(Files.readAllLines(file)));
      } else if (folder.equals("texts")) {
        Files.write(copy, Files.readAllLines(file).stream().filter(this::concerns).toList());
      } else {
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  private List<String> thirdParty(List<String> all) {
    List<String> lines = new ArrayList<>();
    for (String line : all) {
      Matcher library = THIRD_PARTY.matcher(line);
      if (library.find() && jars.contains(library.group(1) + "-" + library.group(2) + ".jar")) {
        lines.add(line);
      }
    }
    lines.add(0, "Lists of " + lines.size() + " third-party dependencies.");
    return lines;
  }

  private boolean concerns(String line) {
    Matcher names = COPYRIGHT.matcher(line);
    return !names.matches()
        || Stream.of(names.group(1).split(", "))
            .anyMatch(
                name -> jars.stream().anyMatch(jar -> jar.matches(Pattern.quote(name) + "-\\d.*")));
  }

  /** The files of the folder that come out of a jar of {@code serve}. */
  private Set<String> natives(Path folder, Path upstream) throws IOException {
    Set<String> inside = new HashSet<>();
    for (String jar : jars) {
      try (ZipFile zip = new ZipFile(upstream.resolve(jar).toFile())) {
        zip.stream().forEach(e -> inside.add(e.getName().replaceFirst(".*/", "")));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(inside::contains)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
