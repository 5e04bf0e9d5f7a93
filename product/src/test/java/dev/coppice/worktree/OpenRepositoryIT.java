package dev.coppice.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which repositories can be opened, from where, and what opening finds out and mends.
class OpenRepositoryIT {
  @TempDir Path folder;

  @Test
  void aSubdirectoryAndALinkedWorktreeOpenTheSameRepository() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path linked = folder.resolve("linked");
    scratch.git("worktree", "add", "-q", linked.toString(), "-b", "side");

    for (Path start :
        new Path[] {scratch.root(), scratch.path("src"), linked, linked.resolve("src")}) {
      GitRepository repository = GitRepository.open(start, OpenOptions.defaults());

      assertThat(repository.root()).isEqualTo(scratch.root());
      assertThat(repository.commonDir()).isEqualTo(scratch.path(".git"));
      assertThat(repository.target()).isEqualTo("main");
      assertThat(repository.worktreesRoot()).isEqualTo(scratch.path(".worktrees"));
      assertThat(repository.gitVersion()).startsWith("2.");
      assertThat(repository.checkoutNotes()).isEmpty();
    }
  }

  @Test
  void aFolderOutsideAnyRepositoryIsRefused() {
    assertThat(problem(folder, OpenOptions.defaults())).isEqualTo(Problem.NOT_A_REPOSITORY);
  }

  @Test
  void aMissingFolderIsRefused() {
    assertThat(problem(folder.resolve("no"), OpenOptions.defaults()))
        .isEqualTo(Problem.PATH_MISSING);
  }

  @Test
  void aBareRepositoryIsRefusedEvenFromItsWorktree() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path bare = folder.resolve("bare.git");
    scratch.git("clone", "-q", "--bare", ".", bare.toString());
    Path linked = folder.resolve("linked");
    ScratchRepository.gitIn(bare, "worktree", "add", "-q", linked.toString(), "main");

    assertThat(problem(bare, OpenOptions.defaults())).isEqualTo(Problem.BARE);
    assertThat(problem(linked, OpenOptions.defaults())).isEqualTo(Problem.BARE);
  }

  @Test
  void aRepositoryWithoutCommitsIsRefused() {
    ScratchRepository scratch = ScratchRepository.empty(folder.resolve("repo"));

    assertThat(problem(scratch.root(), OpenOptions.defaults())).isEqualTo(Problem.EMPTY);
    assertThat(problem(scratch.root(), target("main"))).isEqualTo(Problem.EMPTY);
  }

  @Test
  void withoutGitOnThePathThereIsAClearRefusal() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    RepositoryException refusal =
        catchThrowableOfType(
            RepositoryException.class,
            () ->
                GitRepository.open(
                    scratch.root(), OpenOptions.defaults(), Map.of("PATH", folder.toString())));

    assertThat(refusal.problem()).isEqualTo(Problem.GIT_MISSING);
    assertThat(refusal.remedy()).contains("2.39");
  }

  @Test
  void anOldGitIsRefused() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path old = folder.resolve("bin/git");
    ScratchRepository.write(old, "#!/bin/sh\necho git version 2.38.1\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();

    RepositoryException refusal =
        catchThrowableOfType(
            RepositoryException.class,
            () ->
                GitRepository.open(
                    scratch.root(),
                    OpenOptions.defaults(),
                    Map.of("PATH", folder.resolve("bin").toString())));

    assertThat(refusal.problem()).isEqualTo(Problem.GIT_TOO_OLD);
    assertThat(refusal.getMessage()).contains("2.38");
  }

  /// D9: a detached HEAD is a commit, not a branch called HEAD.
  @Test
  void theTargetIsNeverTheLiteralHead() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    scratch.git("checkout", "-q", "--detach");

    GitRepository repository = scratch.open();

    assertThat(repository.target()).isEqualTo("main");
    assertThat(repository.checkoutNotes()).singleElement().asString().contains("detached");
  }

  @Test
  void theTargetIsWhatOriginCallsItsHead() {
    ScratchRepository origin = ScratchRepository.make(folder.resolve("origin"));
    origin.git("branch", "-m", "main", "stable");
    Path clone = folder.resolve("clone");
    ScratchRepository.gitIn(folder, "clone", "-q", origin.root().toString(), clone.toString());
    ScratchRepository.gitIn(clone, "checkout", "-q", "-b", "feature");

    GitRepository repository = GitRepository.open(clone, OpenOptions.defaults());

    assertThat(repository.target()).isEqualTo("stable");
    assertThat(repository.checkoutNotes()).singleElement().asString().contains("feature");
  }

  @Test
  void anUndecidableOrMissingTargetIsRefused() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    scratch.git("branch", "master");
    scratch.git("checkout", "-q", "--detach");

    assertThat(problem(scratch.root(), OpenOptions.defaults())).isEqualTo(Problem.TARGET_UNKNOWN);
    assertThat(problem(scratch.root(), target("nope"))).isEqualTo(Problem.TARGET_MISSING);
    assertThat(GitRepository.open(scratch.root(), target("master")).target()).isEqualTo("master");
  }

  @Test
  void uncommittedEditsAreNotedAndLeftAlone() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    scratch.write("src/b.txt", "edited\n");
    String before = scratch.git("config", "--list", "--local");

    assertThat(scratch.open().checkoutNotes()).singleElement().asString().contains("1 uncommitted");
    assertThat(scratch.git("status", "--porcelain")).isEqualTo("M src/b.txt");
    assertThat(scratch.git("config", "--list", "--local")).isEqualTo(before);
  }

  @Test
  void whatIsLeftOutIsNoted() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    scratch.git("config", "filter.lfs.clean", "cat");
    scratch.userCommits(".gitattributes", "*.bin filter=lfs\n");
    scratch.userCommits(".gitmodules", "\n");

    assertThat(scratch.open().checkoutNotes())
        .hasSize(2)
        .anyMatch(note -> note.contains("LFS"))
        .anyMatch(note -> note.contains("Submodules"));
  }

  @Test
  void worktreesMayLieOutsideTheRepository() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path outside = folder.resolve("trees");
    GitRepository repository =
        GitRepository.open(scratch.root(), new OpenOptions(null, outside, "agents/"));
    Worktrees worktrees = new GitWorktrees(repository);

    Worktree worktree = worktrees.create(ScratchRepository.MODULE, worktrees.targetTip());

    assertThat(worktree.path().getParent()).isEqualTo(outside);
    assertThat(worktree.branch()).isEqualTo("agents/billing");
    assertThat(scratch.read(".git/info/exclude")).doesNotContain("trees");
    assertThat(worktrees.list()).hasSize(1);
  }

  /// Such an entry makes `git worktree list` fail for everybody, and `git worktree prune` keeps it.
  @Test
  void aTornEntryIsMended() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path torn = scratch.path(".git/worktrees/torn");
    ScratchRepository.write(torn.resolve("gitdir"), "/nowhere/.git\n");
    ScratchRepository.write(torn.resolve("HEAD"), "ref: refs/heads/x\n");
    Files.createFile(torn.resolve("commondir"));
    Files.setLastModifiedTime(torn, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
    assertThat(ScratchRepository.tryGit(scratch.root(), "worktree", "list").exitCode())
        .isEqualTo(128);

    GitRepository repository = scratch.open();

    assertThat(torn).doesNotExist();
    assertThat(new GitWorktrees(repository).list()).isEmpty();
    assertThat(ScratchRepository.tryGit(scratch.root(), "worktree", "list").exitCode()).isZero();
  }

  @Test
  void aFreshTornEntryIsLeftToWhoeverIsMakingIt() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Path fresh = scratch.path(".git/worktrees/fresh");
    ScratchRepository.write(fresh.resolve("HEAD"), "ref: refs/heads/x\n");

    scratch.open();

    assertThat(fresh).exists();
  }

  @Test
  void ourTrashIsSwept() {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    scratch.open();
    scratch.write(".git/coppice/trash/old/deep/file", "x");

    scratch.open();

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !Files.exists(scratch.path(".git/coppice/trash/old")));
  }

  private static OpenOptions target(String name) {
    return new OpenOptions(name, Path.of(".worktrees"), "module/");
  }

  private static Problem problem(Path start, OpenOptions options) {
    RepositoryException refusal =
        catchThrowableOfType(RepositoryException.class, () -> GitRepository.open(start, options));
    assertThat(refusal.remedy()).isNotBlank();
    return refusal.problem();
  }
}
