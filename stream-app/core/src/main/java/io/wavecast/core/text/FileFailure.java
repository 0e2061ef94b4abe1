package io.wavecast.core.text;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Optional;

/** Java's exceptions about files in words: their own messages are names of files or of classes. */
final class FileFailure {
  private FileFailure() {}

  /** What is wrong, without the file's name; empty for other exceptions. */
  static Optional<String> words(Throwable e) {
    if (e instanceof UncheckedIOException && e.getCause() != null) {
      return words(e.getCause());
    }
    if (e instanceof CharacterCodingException) {
      return Optional.of("it is not UTF-8");
    }
    if (e instanceof FileSystemException failure) {
      return Optional.of(words(failure));
    }
    // of a folder that is read like a file
    return "Is a directory".equals(e.getMessage())
        ? Optional.of("is a directory")
        : Optional.empty();
  }

  private static String words(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists already";
    }
    if (e instanceof NotDirectoryException) {
      return "is not a directory";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "directory is not empty";
    }
    String why = e.getReason();
    return why == null || why.isBlank() ? "it cannot be used" : lowerCase(why.strip());
  }

  /** Reasons of the operating system begin with a capital, and stand within a sentence here. */
  private static String lowerCase(String why) {
    return why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1);
  }

  /** The file that an exception is about. */
  static Optional<String> file(Throwable e) {
    if (e instanceof UncheckedIOException && e.getCause() != null) {
      return file(e.getCause());
    }
    return e instanceof FileSystemException failure
        ? Optional.ofNullable(failure.getFile())
        : Optional.empty();
  }
}
