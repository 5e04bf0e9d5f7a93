package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a made checkout, whose `mvnw` does not build: it hands out a small jar and
/// counts how often it was asked.
class LauncherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // Deleted below: a training that begins late may still write, and is no reason to fail.
  @TempDir(cleanup = CleanupMode.NEVER)
  Path folder;

  private MadeCheckout checkout;

  @BeforeEach
  void makeACheckout() throws IOException {
    // With a blank in its path, because users have them.
    checkout = new MadeCheckout(folder.resolve("a checkout"));
    checkout.offer("first");
  }

  @AfterEach
  void theTrainingInTheBackgroundEnds() {
    await().atMost(PATIENCE).until(() -> !checkout.isInUse());
    await().atMost(PATIENCE).ignoreExceptions().until(this::isDeleted);
  }

  private boolean isDeleted() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    return !Files.exists(folder);
  }

  @Test
  void theFirstStartBuildsAndTheNextDoesNot() throws Exception {
    var first = checkout.launch("one", "two words");
    var second = checkout.launch();

    assertThat(first.out()).isEqualTo("first [one, two words]\n");
    assertThat(first.err()).isEqualTo("Building Coppice (first use, about a minute)…\n");
    assertThat(second).isEqualTo(new MadeCheckout.Result(0, "first []\n", ""));
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void aChangedSourceIsBuiltAgainAndTheOldStartCacheIsNotUsed() throws Exception {
    checkout.launch();
    await().atMost(PATIENCE).until(() -> !startCaches().isEmpty());
    var cached = checkout.launch();

    checkout.offer("second");
    // Clearly after the build began, however coarse the file system's clock.
    Files.setLastModifiedTime(checkout.source(), FileTime.from(Instant.now().plusSeconds(2)));
    var changed = checkout.launch();

    assertThat(cached.out()).isEqualTo("first []\n");
    assertThat(changed.out()).isEqualTo("second []\n");
    assertThat(changed.err()).contains("its sources have changed");
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    Process one = checkout.start("a");
    Process two = checkout.start("b");

    assertThat(List.of(checkout.finish(one).out(), checkout.finish(two).out()))
        .containsExactly("first [a]\n", "first [b]\n");
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void theExitCodeOfTheProgramIsTheLaunchers() throws Exception {
    assertThat(checkout.launch("exit", "3").exit()).isEqualTo(3);
  }

  @Test
  void aFailedBuildIsToldShortlyAndTriedAgain() throws Exception {
    checkout.script(
        "mvnw", "#!/bin/sh\necho '[ERROR] Main.java:[3,4] broken'\necho noise\nexit 1\n");

    var failed = checkout.launch();

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err().lines())
        .containsExactly(
            "Building Coppice (first use, about a minute)…",
            "[ERROR] Main.java:[3,4] broken",
            "Coppice could not be built: the whole log is %s/build.log."
                .formatted(checkout.launchFolder()));
    assertThat(checkout.launch().exit()).isEqualTo(1);
  }

  @Test
  void whatIsMissingOnThisMachineIsToldInTheWordsOfMvnw() throws Exception {
    checkout.script("mvnw", "#!/bin/sh\necho 'No Maven was found.' >&2\nexit 4\n");

    var failed = checkout.launch();

    assertThat(failed.exit()).isEqualTo(4);
    assertThat(failed.err()).endsWith("\nNo Maven was found.\n");
  }

  @Test
  void aLinkInAnotherFolderStartsTheSame() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.launcher());

    var result = checkout.finish(checkout.builder(link, "x").start());

    assertThat(result.out()).isEqualTo("first [x]\n");
  }

  private List<Path> startCaches() throws IOException {
    try (Stream<Path> files = Files.list(checkout.launchFolder())) {
      return files.filter(file -> file.toString().endsWith("-command.aot")).toList();
    }
  }
}
