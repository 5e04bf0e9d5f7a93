package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryIT {
  @TempDir Path dataDir;

  @Test
  void theNativeLibraryIsUnpackedOnce() throws IOException {
    appendOnce();
    Path library = library();
    FileTime unpacked = Files.getLastModifiedTime(library);

    appendOnce();

    assertThat(library()).isEqualTo(library);
    assertThat(Files.size(library)).isGreaterThan(500_000);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(unpacked);
  }

  @Test
  void aTornLibraryIsUnpackedAgain() throws IOException {
    appendOnce();
    Files.writeString(library(), "this is no library");

    appendOnce();

    assertThat(Files.size(library())).isGreaterThan(500_000);
  }

  @Test
  void aLibraryThatDoesNotLoadIsNoTrouble() throws IOException {
    appendOnce();
    Files.write(library(), new byte[(int) Files.size(library())]);

    appendOnce();
  }

  private void appendOnce() throws IOException {
    try (ChildProcess child = ChildProcess.start("append", dataDir, "1")) {
      assertThat(child.line()).containsOnlyDigits();
    }
  }

  private Path library() throws IOException {
    try (var files = Files.walk(dataDir.resolve("lib"))) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
