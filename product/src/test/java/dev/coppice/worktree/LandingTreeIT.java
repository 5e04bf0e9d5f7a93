package dev.coppice.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The landing worktree is exactly the commit asked for, whatever the last checks did in it.
class LandingTreeIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Oid base;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    base = worktrees.targetTip();
  }

  @Test
  void itFollowsFromCommitToCommitAndStaysWarm() {
    Oid next = scratch.candidateWith(Map.of("src/b.txt", "next\n", "new.txt", "new\n"));
    Path tree = worktrees.landingTree(base);
    ScratchRepository.write(tree.resolve("target/cache"), "warm\n");

    assertThat(worktrees.landingTree(next)).isEqualTo(tree);

    assertExactly(tree, next);
    assertThat(ScratchRepository.read(tree.resolve("new.txt"))).isEqualTo("new\n");
    assertThat(tree.resolve("target/cache")).exists();
    assertThat(worktrees.list()).isEmpty();
    assertExactly(worktrees.landingTree(base), base);
    assertThat(tree.resolve("new.txt")).doesNotExist();
  }

  @Test
  void whatChecksLeftBehindIsGone() throws Exception {
    Path tree = worktrees.landingTree(base);
    ScratchRepository.write(tree.resolve("src/b.txt"), "changed by a check\n");
    ScratchRepository.write(tree.resolve("left/over.txt"), "x\n");
    Files.delete(tree.resolve("src/a.txt"));
    ScratchRepository.gitIn(tree, "add", "left");
    ScratchRepository.write(tree.resolve("nested/file"), "x\n");
    ScratchRepository.gitIn(tree.resolve("nested"), "init", "-q", ".");
    scratch.write(".git/worktrees/.landing/index.lock", "");

    assertExactly(worktrees.landingTree(base), base);
    assertThat(tree.resolve("nested")).doesNotExist();
    assertThat(tree.resolve("left")).doesNotExist();
  }

  @Test
  void anIgnoredFileWhereTheCommitHasOneIsReplaced() {
    Oid next = scratch.candidateWith("secret.env", "committed\n");
    Path tree = worktrees.landingTree(base);
    ScratchRepository.write(tree.resolve("secret.env"), "planted\n");

    worktrees.landingTree(next);

    assertThat(ScratchRepository.read(tree.resolve("secret.env"))).isEqualTo("committed\n");
  }

  @Test
  void itIsMadeAnewIfItsLinkOrFolderIsNotOurs() throws Exception {
    Path tree = worktrees.landingTree(base);
    ScratchRepository.write(tree.resolve(".git"), "gitdir: " + folder + "\n");
    assertExactly(worktrees.landingTree(base), base);

    Files.move(tree, folder.resolve("gone"));
    assertExactly(worktrees.landingTree(base), base);

    Files.move(tree, folder.resolve("gone2"));
    Files.createSymbolicLink(tree, folder.resolve("gone2"));
    assertExactly(worktrees.landingTree(base), base);
    assertThat(tree).isDirectory().matches(path -> !Files.isSymbolicLink(path));
  }

  @Test
  void aFileHiddenFromTheIndexIsFoundOut() {
    Path tree = worktrees.landingTree(base);
    ScratchRepository.write(tree.resolve("src/b.txt"), "hidden\n");
    ScratchRepository.gitIn(tree, "update-index", "--assume-unchanged", "src/b.txt");

    worktrees.landingTree(base);

    assertThat(ScratchRepository.read(tree.resolve("src/b.txt"))).isEqualTo("bee\n");
  }

  private static void assertExactly(Path tree, Oid commit) {
    assertThat(ScratchRepository.gitIn(tree, "rev-parse", "HEAD")).isEqualTo(commit.hex());
    assertThat(ScratchRepository.gitIn(tree, "status", "--porcelain")).isEmpty();
    assertThat(ScratchRepository.gitIn(tree, "write-tree"))
        .isEqualTo(ScratchRepository.gitIn(tree, "rev-parse", commit + "^{tree}"));
  }
}
