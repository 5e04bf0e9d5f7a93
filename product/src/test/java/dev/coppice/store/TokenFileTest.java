package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
  @TempDir Path temporary;
  private Path dataDir;

  @BeforeEach
  void placeData() {
    dataDir = temporary.resolve("data");
  }

  @Test
  void aTokenIsMadeOnceAndOnlyItsUserMayReadIt() throws IOException {
    TokenFile token = TokenFile.open(dataDir);

    assertThat(token.token()).matches("[A-Za-z0-9_-]{43}");
    assertThat(TokenFile.open(dataDir).token()).isEqualTo(token.token());
    assertThat(TokenFile.read(dataDir).token()).isEqualTo(token.token());
    assertThat(permissions(token.path())).isEqualTo("rw-------");
    assertThat(permissions(dataDir)).isEqualTo("rwx------");
  }

  @Test
  void twoDirectoriesHaveTwoTokens() {
    assertThat(TokenFile.open(dataDir).token())
        .isNotEqualTo(TokenFile.open(temporary.resolve("other")).token());
  }

  @Test
  void onlyTheWholeTokenMatches() {
    TokenFile token = TokenFile.open(dataDir);

    assertThat(token.matches(token.token())).isTrue();
    assertThat(token.matches(token.token() + "x")).isFalse();
    assertThat(token.matches(token.token().substring(1))).isFalse();
    assertThat(token.matches("")).isFalse();
  }

  @Test
  void theTokenIsNotInItsDescription() {
    TokenFile token = TokenFile.open(dataDir);

    assertThat(token.toString()).doesNotContain(token.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
  void aTokenThatOthersCanReadOrWriteIsRefused(String permissions) throws IOException {
    TokenFile token = TokenFile.open(dataDir);
    Files.setPosixFilePermissions(token.path(), PosixFilePermissions.fromString(permissions));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> TokenFile.open(dataDir))
        .withMessageContaining("Other users can read or write the token")
        .withMessageContaining("Delete that file")
        .withMessageNotContaining(token.token());
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsRefused() throws IOException {
    TokenFile.open(dataDir);
    Files.setPosixFilePermissions(dataDir, PosixFilePermissions.fromString("rwxrwx---"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> TokenFile.open(dataDir))
        .withMessageContaining("chmod go-w");
  }

  @Test
  void aLinkInItsPlaceIsRefused() throws IOException {
    Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "a".repeat(43));
    Files.createDirectories(dataDir);
    Files.createSymbolicLink(dataDir.resolve("token"), elsewhere);

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> TokenFile.open(dataDir));
  }

  @Test
  void whatIsNoTokenIsRefused() throws IOException {
    TokenFile token = TokenFile.open(dataDir);
    Files.writeString(token.path(), "short");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> TokenFile.open(dataDir))
        .withMessageContaining("does not hold a token");
  }

  @Test
  void readingMakesNoToken() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> TokenFile.read(dataDir))
        .withMessageContaining("There is no token file");
    assertThat(dataDir).doesNotExist();
  }

  @Test
  void allWhoStartAtOnceGetTheSameToken() throws Exception {
    Set<String> tokens = new HashSet<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<String>> starts =
          IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> TokenFile.open(dataDir).token()))
              .toList();
      for (Future<String> start : starts) {
        tokens.add(start.get());
      }
    }

    assertThat(tokens).hasSize(1);
    try (var files = Files.list(dataDir)) {
      assertThat(files).hasSize(1);
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
