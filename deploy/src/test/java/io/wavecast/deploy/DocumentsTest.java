package io.wavecast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.wavecast.testkit.process.Repository;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page can be reached, and no link between pages is broken. */
class DocumentsTest {
  private static final Path ROOT = Repository.path("");
  private static final Set<String> SKIPPED = Set.of("target", ".git", "data", "runs");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  private record Link(Path page, String target) {
    boolean isExternal() {
      return target.matches("[a-z]+:.*");
    }

    /** The file that it names; a link to a heading of its own page names the page. */
    Path file() {
      String path = target.replaceFirst("#.*", "");
      return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    String heading() {
      return target.contains("#") ? target.replaceFirst(".*#", "") : "";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RELEASING.md",
        "SECURITY.md",
        "VERSIONING.md",
        "CODE_OF_CONDUCT.md",
        "SUPPORT.md",
        "CONTRIBUTING.md",
        "LICENSE",
        ".github/CODEOWNERS",
        ".github/pull_request_template.md",
        ".github/ISSUE_TEMPLATE/defect.md",
        ".github/ISSUE_TEMPLATE/proposal.md"
      })
  void the_project_says_how_it_is_run(String file) {
    assertThat(Repository.path(file)).isNotEmptyFile();
  }

  @Test
  void every_relative_link_leads_to_a_file_or_a_heading() throws IOException {
    List<Link> links = links();

    assertThat(links).hasSizeGreaterThan(100);
    assertThat(links.stream().filter(link -> !link.isExternal() && isBroken(link))).isEmpty();
  }

  @Test
  void the_index_leads_to_every_page_of_docs_and_to_every_page_at_the_root() throws IOException {
    Path index = Repository.path("docs/README.md");
    List<Path> reached =
        links().stream().filter(link -> link.page().equals(index)).map(Link::file).toList();

    assertThat(pages())
        .filteredOn(page -> page.getParent().equals(ROOT) || page.startsWith(ROOT.resolve("docs")))
        .filteredOn(page -> !page.equals(index))
        .isSubsetOf(reached);
  }

  private static boolean isBroken(Link link) {
    return !Files.exists(link.file())
        || (!link.heading().isEmpty() && !anchors(link.file()).contains(link.heading()));
  }

  /** The anchors of a page's headings, as GitHub and its kin make them. */
  private static Set<String> anchors(Path page) {
    return read(page)
        .replaceAll("(?ms)^ *```.*?^ *```$", "")
        .lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<Link> links() throws IOException {
    return pages().stream()
        .flatMap(
            page ->
                LINK.matcher(CODE.matcher(read(page)).replaceAll(""))
                    .results()
                    .map(found -> new Link(page, found.group(1))))
        .toList();
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  private static String read(Path page) {
    return Repository.read(ROOT.relativize(page).toString());
  }
}
