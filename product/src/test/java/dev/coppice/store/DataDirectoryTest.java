package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.agent.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temporary;

  @Test
  void dataLiesInTheCommonDirectoryUnlessAnotherPlaceIsNamed() throws IOException {
    DataDirectory data = DataDirectory.open(temporary, null);

    assertThat(data.path()).isEqualTo(temporary.resolve("coppice/data")).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
        .isEqualTo("rwx------");
    assertThat(DataDirectory.open(temporary, temporary.resolve("x/../other")).path())
        .isEqualTo(temporary.resolve("other"));
  }

  @Test
  void askingWhereItIsMakesNothing() {
    assertThat(DataDirectory.at(temporary, null).path()).doesNotExist();
  }

  @Test
  void everyAttemptHasItsRunDirectory() {
    assertThat(DataDirectory.at(temporary, Path.of("/d")).run(new AttemptId("a-1")))
        .isEqualTo(Path.of("/d/run/a-1"));
  }

  @Test
  void freeSpaceIsThatOfTheDiskAlsoBeforeTheDirectoryExists() {
    assertThat(DataDirectory.at(temporary, temporary.resolve("not/yet")).freeBytes()).isPositive();
  }
}
