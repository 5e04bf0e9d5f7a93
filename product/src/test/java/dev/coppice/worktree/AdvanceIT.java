package dev.coppice.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moving the target while a user works in a checkout of it: everything the user has stays byte for
/// byte, or nothing moves.
class AdvanceIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Oid old;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    old = worktrees.targetTip();
  }

  @Test
  void aCleanCheckoutFollows() {
    Oid to = scratch.candidateWith(Map.of("src/b.txt", "landed\n", "src/new/x.txt", "new\n"));

    assertThat(advance(to)).isEqualTo(new Advance.Advanced(List.of(scratch.root())));

    assertThat(scratch.git("status", "--porcelain")).isEmpty();
    assertThat(scratch.read("src/new/x.txt")).isEqualTo("new\n");
    assertThat(scratch.git("reflog", "-1", "--format=%gs", "main")).isEqualTo("coppice: land");
  }

  @Test
  void editsOfOtherPathsStayStagedAndUnstaged() {
    scratch.write("README.md", "staged\n");
    scratch.git("add", "README.md");
    scratch.write("README.md", "staged\nand edited\n");
    scratch.write("src/a.txt", "edited\n");
    scratch.write("untracked.txt", "untracked\n");
    String before = scratch.git("diff") + scratch.git("diff", "--cached");
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");

    assertThat(advance(to)).isInstanceOf(Advance.Advanced.class);

    assertThat(scratch.git("diff") + scratch.git("diff", "--cached")).isEqualTo(before);
    assertThat(scratch.git("status", "--porcelain"))
        .isEqualTo("MM README.md\n M src/a.txt\n?? untracked.txt");
    assertThat(scratch.read("src/b.txt")).isEqualTo("landed\n");
  }

  @Test
  void aFileThatWasOnlyTouchedIsNoObstacle() throws Exception {
    Files.setLastModifiedTime(scratch.path("src/b.txt"), FileTime.fromMillis(1_000_000_000_000L));
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");

    assertThat(advance(to)).isInstanceOf(Advance.Advanced.class);
    assertThat(scratch.read("src/b.txt")).isEqualTo("landed\n");
  }

  @Test
  void anEditOfTheSamePathBlocks() {
    scratch.write("src/b.txt", "mine\n");

    assertBlocked(scratch.candidateWith("src/b.txt", "landed\n"), "src/b.txt");
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
  }

  @Test
  void aStagedEditOfTheSamePathBlocks() {
    scratch.write("src/b.txt", "mine\n");
    scratch.git("add", "src/b.txt");
    scratch.write("src/b.txt", "bee\n");

    assertBlocked(scratch.candidateWith("src/b.txt", "landed\n"), "src/b.txt");
    assertThat(scratch.git("diff", "--cached", "--name-only")).isEqualTo("src/b.txt");
  }

  @Test
  void anUntrackedFileInTheWayBlocks() {
    scratch.write("src/new.txt", "mine\n");

    assertBlocked(scratch.candidateWith("src/new.txt", "landed\n"), "src/new.txt");
    assertThat(scratch.read("src/new.txt")).isEqualTo("mine\n");
  }

  @Test
  void anIgnoredFileInTheWayBlocks() {
    scratch.write("secret.env", "mine\n");

    assertBlocked(scratch.candidateWith("secret.env", "landed\n"), "secret.env");
    assertThat(scratch.read("secret.env")).isEqualTo("mine\n");
  }

  @Test
  void anIgnoredFileWhereAFolderLandsBlocks() {
    scratch.write("conf.env", "mine\n");

    assertBlocked(scratch.candidateWith("conf.env/part", "landed\n"), "conf.env");
    assertThat(scratch.read("conf.env")).isEqualTo("mine\n");
  }

  @Test
  void anIgnoredFolderWhereAFileLandsBlocks() {
    scratch.write("target/build.log", "mine\n");

    assertBlocked(scratch.candidateWith("target", "landed\n"), "target/build.log");
    assertThat(scratch.read("target/build.log")).isEqualTo("mine\n");
  }

  @Test
  void aDeletionOfAnEditedFileBlocks() {
    scratch.git("rm", "-q", "--cached", "src/b.txt");
    Oid to =
        new Oid(scratch.git("commit-tree", scratch.git("write-tree"), "-p", "main", "-m", "x"));
    scratch.git("reset", "-q");
    scratch.write("src/b.txt", "mine\n");

    assertBlocked(to, "src/b.txt");
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
  }

  @Test
  void anEditTheIndexWasToldToOverlookBlocksToo() {
    scratch.git("update-index", "--assume-unchanged", "src/b.txt");
    scratch.write("src/b.txt", "mine\n");

    assertThat(advance(scratch.candidateWith("src/b.txt", "landed\n")))
        .isInstanceOf(Advance.Blocked.class);
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
    assertThat(worktrees.targetTip()).isEqualTo(old);
  }

  @Test
  void aMergeUnderWayBlocks() {
    scratch.git("checkout", "-q", "-b", "side");
    scratch.userCommits("src/b.txt", "side\n");
    scratch.git("checkout", "-q", "main");
    old = scratch.userCommits("src/b.txt", "main\n");
    Oid to = scratch.candidateWith("src/a.txt", "landed\n");
    ScratchRepository.tryGit(scratch.root(), "merge", "side");
    String before = scratch.read("src/b.txt");

    assertThat(advance(to)).isInstanceOf(Advance.Blocked.class);
    assertThat(worktrees.targetTip()).isEqualTo(old);
    assertThat(scratch.read("src/b.txt")).isEqualTo(before).contains("<<<<<<<");
    assertThat(scratch.path(".git/MERGE_HEAD")).exists();
  }

  @Test
  void aRebaseOfTheTargetBlocksThoughItsCheckoutIsDetached() {
    scratch.git("branch", "base");
    scratch.userCommits("src/b.txt", "mine\n");
    scratch.git("checkout", "-q", "base");
    scratch.userCommits("src/b.txt", "theirs\n");
    scratch.git("checkout", "-q", "main");
    old = worktrees.targetTip();
    Oid to = scratch.candidateWith("src/a.txt", "landed\n");
    ScratchRepository.tryGit(scratch.root(), "rebase", "base");
    assertThat(scratch.path(".git/rebase-merge")).exists();

    assertThat(advance(to)).isInstanceOf(Advance.Blocked.class);
    assertThat(worktrees.targetTip()).isEqualTo(old);
  }

  @Test
  void aLockedIndexBlocks() {
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");
    scratch.write(".git/index.lock", "");

    assertThat(advance(to)).isInstanceOf(Advance.Blocked.class);
    assertThat(worktrees.targetTip()).isEqualTo(old);
    assertThat(scratch.path(".git/index.lock")).exists();
  }

  @Test
  void aTargetThatMovedIsReportedAndLeft() {
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");
    Oid actual = scratch.userCommits("README.md", "mine\n");

    assertThat(advance(to)).isEqualTo(new Advance.Moved(actual));
    assertThat(worktrees.targetTip()).isEqualTo(actual);
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aCheckoutOfAnotherBranchIsNotTouched() {
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");
    scratch.git("checkout", "-q", "-b", "feature");
    scratch.write("src/b.txt", "mine\n");

    assertThat(advance(to)).isEqualTo(new Advance.Advanced(List.of()));
    assertThat(scratch.read("src/b.txt")).isEqualTo("mine\n");
    assertThat(scratch.git("rev-parse", "main")).isEqualTo(to.hex());
  }

  @Test
  void aLinkedCheckoutOfTheTargetFollowsAndItsEditsBlock() {
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");
    scratch.git("checkout", "-q", "-b", "feature");
    Path linked = folder.resolve("linked");
    scratch.git("worktree", "add", "-q", linked.toString(), "main");
    ScratchRepository.write(linked.resolve("src/b.txt"), "mine\n");

    assertBlocked(to, "src/b.txt");
    ScratchRepository.gitIn(linked, "checkout", "-q", "--", "src/b.txt");

    assertThat(advance(to)).isEqualTo(new Advance.Advanced(List.of(linked)));
    assertThat(ScratchRepository.gitIn(linked, "status", "--porcelain")).isEmpty();
  }

  @Test
  void aSparseCheckoutStaysSparse() {
    scratch.git("sparse-checkout", "set", "--cone", "src");
    Oid to = scratch.candidateWith(Map.of("docs/x.md", "landed\n", "src/b.txt", "landed\n"));

    assertThat(advance(to)).isInstanceOf(Advance.Advanced.class);
    assertThat(scratch.path("docs/x.md")).doesNotExist();
    assertThat(scratch.read("src/b.txt")).isEqualTo("landed\n");
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aSplitIndexIsNoObstacle() {
    scratch.git("update-index", "--split-index");
    Oid to = scratch.candidateWith("src/b.txt", "landed\n");

    assertThat(advance(to)).isInstanceOf(Advance.Advanced.class);
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }

  private Advance advance(Oid to) {
    return worktrees.advance(old, to, "coppice: land");
  }

  private void assertBlocked(Oid to, String path) {
    String status = scratch.git("status", "--porcelain");
    String reflog = scratch.git("reflog", "main");

    Advance advance = advance(to);

    assertThat(advance).isInstanceOf(Advance.Blocked.class);
    assertThat(((Advance.Blocked) advance).paths()).containsExactly(path);
    assertThat(worktrees.targetTip()).isEqualTo(old);
    assertThat(scratch.git("status", "--porcelain")).isEqualTo(status);
    assertThat(scratch.git("reflog", "main")).isEqualTo(reflog);
  }
}
