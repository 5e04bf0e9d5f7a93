package dev.coppice.worktree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Our own folder in the git common directory (`coppice/`), and the small text files in it: what
/// has to be remembered between two git commands in case the second never runs.
final class StateFolder {
  private final Path root;

  StateFolder(Path commonDir) {
    root = commonDir.resolve("coppice");
    for (String folder : List.of("modules", "making", "pending", "conflicts", "trash", "tmp")) {
      createDirectories(root.resolve(folder));
    }
  }

  Path root() {
    return root;
  }

  /// `modules/{slug}` holds the module's id as the roadmap spells it.
  Path module(String slug) {
    return root.resolve("modules").resolve(slug);
  }

  /// `making/{slug}` exists while the module's worktree is being made, so nobody has used it yet.
  Path making(String slug) {
    return root.resolve("making").resolve(slug);
  }

  /// `pending/{slug}` says where the module's worktree was being moved to.
  Path pending(String slug) {
    return root.resolve("pending").resolve(slug);
  }

  /// `conflicts/{slug}` says which paths of the worktree carry conflict markers.
  Path conflicts(String slug) {
    return root.resolve("conflicts").resolve(slug);
  }

  Path trash() {
    return root.resolve("trash");
  }

  /// A file name nobody else uses, in a folder that is swept when the repository is opened.
  Path scratch() {
    return root.resolve("tmp").resolve(UUID.randomUUID().toString());
  }

  /// Moves a file or folder into the trash; false if it is on another file system.
  boolean discard(Path path) {
    try {
      Files.move(
          path,
          trash().resolve(path.getFileName() + "-" + UUID.randomUUID()),
          StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Replaces a file whole: a reader, even after a crash, sees the old text or the new.
  void write(Path file, String text) {
    try {
      Path temporary = scratch();
      Files.writeString(temporary, text);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void createDirectories(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What lies in a folder; nothing if the folder does not exist.
  static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }
}
