package dev.coppice.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A landing that is cut off anywhere is finished by doing it again, and never takes an edit with
/// it.
class AdvanceCrashIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Oid old;
  private Oid to;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    old = worktrees.targetTip();
    to = scratch.candidateWith(Map.of("src/b.txt", "landed\n", "src/new/x.txt", "new\n"));
  }

  @Test
  void cutOffBeforeAnyCommandItIsFinishedByTheNextOwner() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    int survived = -1;
    for (int commands = 0; survived < 0; commands++) {
      ScratchRepository repo = ScratchRepository.make(folder.resolve("repo" + commands));
      repo.write("README.md", "mine\n");
      repo.git("add", "README.md");
      repo.write("src/a.txt", "mine too\n");
      Oid from = repo.oid("main");
      Oid candidate = repo.candidateWith(Map.of("src/b.txt", "landed\n", "new.txt", "new\n"));
      GitWorktrees dying = git.open(repo);
      git.dieAfter(commands);
      survived = advances(dying, from, candidate) && !git.died() ? commands : survived;
      git.live();

      assertThat(repo.worktrees().advance(from, candidate, "again"))
          .as("after %d commands", commands)
          .isEqualTo(new Advance.Advanced(List.of(repo.root())));
      assertThat(repo.git("status", "--porcelain")).isEqualTo("M  README.md\n M src/a.txt");
      assertThat(repo.read("src/b.txt") + repo.read("new.txt")).isEqualTo("landed\nnew\n");
    }
    assertThat(survived).isGreaterThan(5);
  }

  private static boolean advances(Worktrees dying, Oid from, Oid candidate) {
    try {
      return dying.advance(from, candidate, "land") instanceof Advance.Advanced;
    } catch (RepositoryException e) {
      return false;
    }
  }

  @Test
  void cutOffWhileFilesWereWrittenTheRestIsWritten() throws Exception {
    scratch.git("update-ref", "refs/heads/main", to.hex(), old.hex());
    scratch.write("src/b.txt", "landed\n");
    Files.createDirectories(scratch.path("src/new"));
    scratch.write("README.md", "mine\n");

    assertThat(worktrees.finishSync(old, to))
        .isEqualTo(new Advance.Advanced(List.of(scratch.root())));

    assertThat(scratch.git("status", "--porcelain")).isEqualTo("M README.md");
    assertThat(scratch.read("src/new/x.txt")).isEqualTo("new\n");
  }

  @Test
  void cutOffWhileAllButTheIndexWasWrittenTheIndexFollows() {
    scratch.git("update-ref", "refs/heads/main", to.hex(), old.hex());
    scratch.write("src/b.txt", "landed\n");
    scratch.write("src/new/x.txt", "new\n");

    assertThat(worktrees.finishSync(old, to)).isInstanceOf(Advance.Advanced.class);

    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void anEditMadeAfterTheCrashIsKeptAndReported() {
    scratch.git("update-ref", "refs/heads/main", to.hex(), old.hex());
    scratch.write("src/b.txt", "mine\n");

    Advance advance = worktrees.finishSync(old, to);

    assertThat(((Advance.Blocked) advance).paths()).containsExactly("src/b.txt");
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
  }

  @Test
  void aFinishedLandingIsLeftAloneEvenWhereTheUserStagedTheOldContentAgain() {
    worktrees.advance(old, to, "land");
    scratch.write("src/b.txt", "bee\n");
    scratch.git("add", "src/b.txt");

    assertThat(worktrees.finishSync(old, to)).isInstanceOf(Advance.Advanced.class);
    assertThat(scratch.git("status", "--porcelain")).isEqualTo("M  src/b.txt");
    assertThat(scratch.read("src/b.txt")).isEqualTo("bee\n");
  }

  @Test
  void aTargetThatWentOnIsReported() {
    worktrees.advance(old, to, "land");
    Oid later = scratch.userCommits("README.md", "later\n");

    assertThat(worktrees.finishSync(old, to)).isEqualTo(new Advance.Moved(later));
  }

  @Test
  void anEditInTheVeryMomentOfTheLandingTakesItBack() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    GitWorktrees raced = git.open(scratch);
    git.before("*'read-tree -m -u'*", "echo mine > " + scratch.path("src/b.txt"));

    Advance advance = raced.advance(old, to, "land");

    assertThat(((Advance.Blocked) advance).paths()).containsExactly("src/b.txt");
    assertThat(worktrees.targetTip()).isEqualTo(old);
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
    assertThat(scratch.git("status", "--porcelain")).isEqualTo("M src/b.txt");
  }

  @Test
  void filesWrittenBeforeASyncFailedAreTakenBackToo() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    GitWorktrees failing = git.open(scratch);
    String write =
        "mkdir -p %1$s/src/new; echo new > %1$s/src/new/x.txt; echo landed > %1$s/src/b.txt; exit 1"
            .formatted(scratch.root());
    git.before("*'read-tree -m -u'*", write);

    assertThat(failing.advance(old, to, "land")).isInstanceOf(Advance.Blocked.class);

    assertThat(worktrees.targetTip()).isEqualTo(old);
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
    assertThat(scratch.read("src/b.txt")).isEqualTo("bee\n");
  }

  @Test
  void aCommitOfTheUsersInTheVeryMomentOfTheLandingWins() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    GitWorktrees raced = git.open(scratch);
    git.before(
        "*'read-tree -n'*",
        "(cd %s && env -u GIT_COMMON_DIR -u GIT_INDEX_FILE git commit -q --allow-empty -m mine)"
            .formatted(scratch.root()));

    Advance advance = raced.advance(old, to, "land");

    assertThat(advance).isEqualTo(new Advance.Moved(scratch.oid("main")));
    assertThat(scratch.git("log", "-1", "--format=%s")).isEqualTo("mine");
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }
}
