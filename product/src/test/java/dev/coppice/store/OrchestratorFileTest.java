package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrchestratorFileTest {
  @TempDir Path dataDir;

  @Test
  void whatIsWrittenIsRead() {
    OrchestratorFile file = new OrchestratorFile(dataDir, "shop");

    assertThat(file.read()).isEmpty();
    file.write("{\"a\": \"ü\"}");
    file.write("{}");
    assertThat(file.read()).contains("{}");
    assertThat(file.path()).isEqualTo(dataDir.resolve("orchestrators/shop.json"));
  }

  @Test
  void onlyItsUserMayReadIt() throws IOException {
    OrchestratorFile file = new OrchestratorFile(dataDir, "shop");
    file.write("{}");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(dataDir.resolve("orchestrators"))))
        .isEqualTo("rwx------");
  }

  @Test
  void writersAtOnceNeverLeaveHalfAFile() throws Exception {
    OrchestratorFile file = new OrchestratorFile(dataDir, "shop");
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      texts.add(String.valueOf((char) ('a' + i)).repeat(100_000 + i * 50_000));
    }
    file.write(texts.getFirst());
    AtomicBoolean stop = new AtomicBoolean();
    Set<String> torn = new HashSet<>();
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
      List<Future<Void>> writers =
          texts.stream().map(text -> threads.submit(rounds(file, text, 25))).toList();
      Future<Integer> reader =
          threads.submit(() -> {
            int reads = 0;
            while (!stop.get()) {
              String text = file.read().orElseThrow();
              reads++;
              if (!texts.contains(text)) {
                torn.add(text.length() + " characters");
              }
            }
            return reads;
          });
      for (Future<Void> writer : writers) {
        writer.get();
      }
      stop.set(true);
      assertThat(reader.get()).isPositive();
    }

    assertThat(torn).isEmpty();
    assertThat(filesIn(dataDir.resolve("orchestrators"))).containsExactly("shop.json");
  }

  @Test
  void whatAKilledWriterLeftIsClearedAwayLater() throws IOException {
    OrchestratorFile file = new OrchestratorFile(dataDir, "a[b]");
    file.write("{}");
    Path directory = dataDir.resolve("orchestrators");
    Path old = directory.resolve("." + file.path().getFileName() + ".1.tmp");
    Path young = directory.resolve("." + file.path().getFileName() + ".2.tmp");
    Path other = directory.resolve(".other.json.1.tmp");
    for (Path path : List.of(old, young, other)) {
      Files.writeString(path, "half");
    }
    FileTime hourAgo =
        FileTime.from(Files.getLastModifiedTime(young).toInstant().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(old, hourAgo);
    Files.setLastModifiedTime(other, hourAgo);

    file.write("{}");

    assertThat(old).doesNotExist();
    assertThat(young).exists();
    assertThat(other).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "/etc/passwd",
        "a b",
        "..",
        ".",
        ".hidden",
        "-rf",
        "ü/ß",
        "a\nb",
        "%2E",
        "日本語",
        "x%~y"
      })
  void noSystemIdLeavesTheDirectory(String systemId) throws IOException {
    OrchestratorFile file = new OrchestratorFile(dataDir, systemId);
    file.write("{}");

    assertThat(file.path().normalize().getParent()).isEqualTo(dataDir.resolve("orchestrators"));
    assertThat(filesIn(dataDir.resolve("orchestrators")))
        .singleElement()
        .satisfies(name -> assertThat(name).matches("[A-Za-z0-9_%][A-Za-z0-9._%-]*\\.json"));
    assertThat(OrchestratorFile.systems(dataDir)).containsExactly(systemId);
  }

  @ParameterizedTest
  @CsvSource({
    "shop,shop",
    "My.Shop_2-x,My.Shop_2-x",
    "../x,%2E.%2Fx",
    "a b,a%20b",
    "ü,%C3%BC",
    "%41,%2541"
  })
  void aPlainIdIsItsOwnNameAndOthersAreEscaped(String systemId, String name) {
    assertThat(SystemFileName.encode(systemId)).isEqualTo(name);
    assertThat(SystemFileName.decode(name)).contains(systemId);
  }

  @Test
  void noTwoIdsShareAName() {
    Random random = new Random(11);
    String alphabet = "aA%2eE./- ~ü日\u0000";
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder id = new StringBuilder();
      int length = random.nextInt(1, random.nextInt(10) == 0 ? 400 : 6);
      random.ints(length, 0, alphabet.length()).forEach(at -> id.append(alphabet.charAt(at)));
      ids.add(id.toString());
      names.add(SystemFileName.encode(id.toString()));
    }

    assertThat(names).hasSameSizeAs(ids).allMatch(name -> name.length() <= 160);
  }

  @Test
  void aLongIdKeepsAShortNameAndIsStillListed() {
    String systemId = "日".repeat(300);
    new OrchestratorFile(dataDir, systemId).write("{\"systemId\":\"" + systemId + "\"}");
    new OrchestratorFile(dataDir, "shop").write("not even JSON");

    assertThat(OrchestratorFile.systems(dataDir)).containsExactly("shop", systemId);
  }

  @Test
  void foreignFilesAreNotListed() throws IOException {
    Path directory = Files.createDirectories(dataDir.resolve("orchestrators"));
    for (String name : List.of("shop.agents.txt", ".shop.json.9.tmp", "a b.json", "shop.db")) {
      Files.writeString(directory.resolve(name), "{}");
    }

    assertThat(OrchestratorFile.systems(dataDir)).isEmpty();
    assertThat(OrchestratorFile.systems(dataDir.resolve("nowhere"))).isEmpty();
  }

  @Test
  void anEmptyIdIsRefused() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new OrchestratorFile(dataDir, ""))
        .withMessageContaining("system id is empty");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsReportedInWords() throws IOException {
    Files.writeString(dataDir.resolve("orchestrators"), "a file in the way");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new OrchestratorFile(dataDir, "shop").write("{}"))
        .satisfies(e -> {
          assertThat(e.what()).startsWith("Could not make the directory ");
          assertThat(e.remedy()).contains("--data");
        });
  }

  private static Callable<Void> rounds(OrchestratorFile file, String text, int rounds) {
    return () -> {
      for (int i = 0; i < rounds; i++) {
        file.write(text);
      }
      return null;
    };
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
