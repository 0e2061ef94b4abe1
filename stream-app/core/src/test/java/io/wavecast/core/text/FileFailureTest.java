package io.wavecast.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileFailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new NoSuchFileException("/a"), "no such file or directory"),
        arguments(new AccessDeniedException("/a"), "permission denied"),
        arguments(new FileAlreadyExistsException("/a"), "it exists already"),
        arguments(new NotDirectoryException("/a"), "is not a directory"),
        arguments(new DirectoryNotEmptyException("/a"), "directory is not empty"),
        arguments(
            new FileSystemException("/a", null, "No space left on device"),
            "no space left on device"),
        arguments(new FileSystemException("/a"), "it cannot be used"),
        arguments(new UncheckedIOException(new AccessDeniedException("/a")), "permission denied"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failures_of_files_are_words_without_names_of_classes(Exception e, String words) {
    assertThat(Throwables.reason(e)).isEqualTo(words);
    assertThat(Throwables.oneLine(e)).isEqualTo("/a: " + words);
    assertThat(Throwables.causes(new IllegalStateException("cannot save", e)))
        .isEqualTo("cannot save: /a: " + words);
  }

  static Stream<Arguments> withoutFile() {
    return Stream.of(
        arguments(new IOException("Is a directory"), "is a directory"),
        arguments(new MalformedInputException(1), "it is not UTF-8"),
        arguments(new NoSuchFileException(null), "no such file or directory"),
        arguments(new IOException("disk\nis full"), "disk; is full"),
        arguments(new IOException(), "IOException"));
  }

  @ParameterizedTest
  @MethodSource("withoutFile")
  void a_file_that_is_not_known_is_not_named(Exception e, String words) {
    assertThat(Throwables.reason(e)).isEqualTo(words);
    assertThat(Throwables.oneLine(e)).isEqualTo(words);
  }
}
