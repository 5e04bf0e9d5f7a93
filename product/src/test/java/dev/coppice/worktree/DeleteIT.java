package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deleting a worktree never loses work.
class DeleteIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Path tree;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    tree = worktrees.create(MODULE, worktrees.targetTip()).path();
  }

  @Test
  void uncommittedWorkIsRefusedThoughTheBranchHasNoCommits() {
    ScratchRepository.write(tree.resolve("loose.txt"), "loose\n");

    DeleteResult result = worktrees.delete(MODULE, false, true);

    assertThat(((DeleteResult.Refused) result).changes()).containsExactly("?? loose.txt");
    assertThat(tree.resolve("loose.txt")).exists();
    assertThat(worktrees.tip(MODULE)).isPresent();
  }

  @Test
  void commitsTheTargetDoesNotHaveAreRefusedOnlyIfTheBranchGoesToo() {
    work();

    assertThat(worktrees.delete(MODULE, false, true)).isInstanceOf(DeleteResult.Refused.class);
    assertThat(tree).exists();
    assertThat(worktrees.delete(MODULE, false, false))
        .isEqualTo(new DeleteResult.Deleted(List.of()));
    assertThat(tree).doesNotExist();
    assertThat(worktrees.tip(MODULE)).isPresent();
    assertThat(scratch.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void aDetachedCommitOfNoBranchIsRefused() {
    ScratchRepository.gitIn(tree, "checkout", "-q", "--detach");
    ScratchRepository.gitIn(tree, "commit", "-q", "--allow-empty", "-m", "beside");

    assertThat(worktrees.delete(MODULE, false, false)).isInstanceOf(DeleteResult.Refused.class);
    assertThat(tree).exists();
  }

  @Test
  void byForceEverythingIsKeptFirst() {
    Oid tip = work();
    ScratchRepository.write(tree.resolve("loose/x.txt"), "loose\n");
    ScratchRepository.write(tree.resolve("src/a.txt"), "edited\n");

    DeleteResult result = worktrees.delete(MODULE, true, true);

    Kept kept = ((DeleteResult.Deleted) result).kept().getFirst();
    assertThat(worktrees.kept()).extracting(Kept::ref).containsExactly(kept.ref());
    assertThat(worktrees.isAncestor(tip, kept.commit())).isTrue();
    assertThat(scratch.git("show", kept.commit() + ":loose/x.txt")).isEqualTo("loose");
    assertThat(scratch.git("show", kept.commit() + ":src/a.txt")).isEqualTo("edited");
    assertThat(worktrees.tip(MODULE)).isEmpty();
    assertThat(tree).doesNotExist();
  }

  @Test
  void aBranchWithoutWorktreeIsKeptToo() {
    Oid tip = work();
    worktrees.delete(MODULE, false, false);

    assertThat(worktrees.delete(MODULE, false, true)).isInstanceOf(DeleteResult.Refused.class);
    worktrees.delete(MODULE, true, true);

    assertThat(worktrees.tip(MODULE)).isEmpty();
    assertThat(worktrees.isAncestor(tip, worktrees.kept().getFirst().commit())).isTrue();
  }

  @Test
  void aBranchSomebodyElseCheckedOutStays() {
    ScratchRepository.gitIn(tree, "checkout", "-q", "--detach");
    Path other = folder.resolve("other");
    scratch.git("worktree", "add", "-q", other.toString(), "module/billing");

    worktrees.delete(MODULE, true, true);

    assertThat(tree).doesNotExist();
    assertThat(worktrees.tip(MODULE)).isPresent();
    assertThat(ScratchRepository.gitIn(other, "status", "--porcelain")).isEmpty();
  }

  @Test
  void onlyTheOneEntryIsForgotten() throws Exception {
    Path foreign = folder.resolve("foreign");
    scratch.git("worktree", "add", "-q", "--detach", foreign.toString());
    Files.move(foreign, folder.resolve("moved-for-a-while"));

    worktrees.delete(MODULE, false, true);
    Files.move(folder.resolve("moved-for-a-while"), foreign);

    assertThat(ScratchRepository.gitIn(foreign, "status", "--porcelain")).isEmpty();
  }

  @Test
  void theFilesVanishInTheBackgroundEvenClosedFolders() throws Exception {
    ScratchRepository.write(tree.resolve("target/closed/file"), "x\n");
    assertThat(tree.resolve("target/closed").toFile().setWritable(false)).isTrue();

    worktrees.delete(MODULE, false, true);

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> StateFolder.entries(scratch.path(".git/coppice/trash")).isEmpty());
  }

  @Test
  void aFolderThatVanishedBehindOurBackIsNoObstacle() throws Exception {
    Files.move(tree, folder.resolve("gone"));

    assertThat(worktrees.delete(MODULE, false, true)).isInstanceOf(DeleteResult.Deleted.class);
    assertThat(worktrees.tip(MODULE)).isEmpty();
    assertThat(scratch.git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void cutOffBeforeAnyCommandItIsFinishedByTheNextOwner() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    int survived = -1;
    for (int commands = 0; survived < 0; commands++) {
      ScratchRepository repo = ScratchRepository.make(folder.resolve("repo" + commands));
      Path place = repo.worktrees().create(MODULE, repo.oid("main")).path();
      ScratchRepository.write(place.resolve("loose.txt"), "loose\n");
      GitWorktrees dying = git.open(repo);
      git.dieAfter(commands);
      survived = deletes(dying) && !git.died() ? commands : survived;
      git.live();

      GitWorktrees next = repo.worktrees();
      next.delete(MODULE, true, true);

      assertThat(place).as("after %d commands", commands).doesNotExist();
      assertThat(next.tip(MODULE)).isEmpty();
      assertThat(repo.git("worktree", "list").lines()).hasSize(1);
      assertThat(repo.git("show", next.kept().getFirst().commit() + ":loose.txt"))
          .isEqualTo("loose");
    }
    assertThat(survived).isGreaterThan(8);
  }

  private static boolean deletes(Worktrees dying) {
    try {
      return dying.delete(MODULE, true, true) instanceof DeleteResult.Deleted;
    } catch (RepositoryException e) {
      return false;
    }
  }

  @Test
  void whatIsKeptIsNumberedAndNamed() {
    worktrees.keep(MODULE, "first\n\nmore");
    Kept second = worktrees.keep(MODULE, "second");

    for (int i = 3; i <= 11; i++) {
      worktrees.keep(MODULE, "" + i);
    }
    assertThat(worktrees.kept())
        .extracting(Kept::why)
        .containsExactly("first", "second", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(worktrees.kept()).extracting(Kept::module).containsOnly(MODULE);
    assertThat(second.ref()).isEqualTo("refs/coppice/kept/billing/2");
  }

  private Oid work() {
    ScratchRepository.write(tree.resolve("work.txt"), "work\n");
    return worktrees.commit(MODULE, new CommitMessage("Work"), List.of(), AUTHOR).get().oid();
  }
}
