package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bringing work onto a new tip, and starting over.
class RebaseIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Path tree;
  private Oid base;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    base = worktrees.targetTip();
    tree = worktrees.create(MODULE, base).path();
  }

  @Test
  void workThatMergesBecomesOneCommitOnTheNewTip() {
    Oid before = work("one.txt", "1\n");
    ScratchRepository.write(tree.resolve("uncommitted.txt"), "2\n");
    ScratchRepository.write(tree.resolve("target/cache"), "warm\n");
    Oid tip = scratch.userCommits("src/b.txt", "main\n");

    Rebased rebased = worktrees.rebase(MODULE, tip, AUTHOR);

    Oid now = worktrees.tip(MODULE).orElseThrow();
    assertThat(rebased).isEqualTo(new Rebased.Clean(now));
    assertThat(scratch.git("rev-parse", now + "^@")).isEqualTo(tip.hex());
    assertThat(scratch.git("log", "-1", "--format=%s", now.hex())).isEqualTo("Work on one.txt");
    assertThat(worktrees.status(MODULE).clean()).isTrue();
    assertThat(ScratchRepository.read(tree.resolve("src/b.txt"))).isEqualTo("main\n");
    assertThat(ScratchRepository.read(tree.resolve("uncommitted.txt"))).isEqualTo("2\n");
    assertThat(tree.resolve("target/cache")).exists();
    Kept kept = worktrees.kept().getFirst();
    assertThat(worktrees.isAncestor(before, kept.commit())).isTrue();
    assertThat(worktrees.rebase(MODULE, tip, AUTHOR)).isEqualTo(rebased);
  }

  @Test
  void severalCommitsAreListedInTheOneThatReplacesThem() {
    work("one.txt", "1\n");
    work("two.txt", "2\n");
    Oid tip = scratch.userCommits("src/b.txt", "main\n");

    worktrees.rebase(MODULE, tip, AUTHOR);

    assertThat(scratch.git("log", "-1", "--format=%B", "module/billing"))
        .isEqualTo("Work of module billing\n\n- Work on one.txt\n- Work on two.txt");
  }

  @Test
  void workTheNewTipAlreadyHasLeavesNothing() {
    work("src/b.txt", "same\n");
    Oid tip = scratch.userCommits("src/b.txt", "same\n");

    assertThat(worktrees.rebase(MODULE, tip, AUTHOR)).isEqualTo(new Rebased.Clean(tip));
    assertThat(worktrees.status(MODULE).clean()).isTrue();
  }

  @Test
  void aConflictLiesInTheWorktreeAsUncommittedEdits() {
    Oid before = work("src/b.txt", "agent\n");
    work("more.txt", "more\n");
    ScratchRepository.write(tree.resolve("loose.txt"), "loose\n");
    Oid tip = scratch.userCommits("src/b.txt", "main\n");

    Rebased rebased = worktrees.rebase(MODULE, tip, AUTHOR);

    assertThat(rebased).isEqualTo(new Rebased.Conflicted(tip, List.of("src/b.txt")));
    assertThat(worktrees.tip(MODULE)).contains(tip);
    assertThat(ScratchRepository.read(tree.resolve("src/b.txt")))
        .contains("<<<<<<<", "main", "agent", ">>>>>>>");
    assertThat(worktrees.status(MODULE).changes())
        .containsExactlyInAnyOrder(" M src/b.txt", "?? more.txt", "?? loose.txt");
    assertThat(worktrees.isAncestor(before, worktrees.kept().getFirst().commit())).isTrue();
    assertThat(scratch.worktrees().rebase(MODULE, tip, AUTHOR)).isEqualTo(rebased);
    ScratchRepository.write(tree.resolve("src/b.txt"), "both\n");
    assertThat(worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR)).isPresent();
    assertThat(worktrees.rebase(MODULE, tip, AUTHOR)).isInstanceOf(Rebased.Clean.class);
  }

  @Test
  void cutOffBeforeAnyCommandItEndsTheSameWhenRepeated() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    for (String mine : List.of("main\n", "bee\n")) {
      int survived = -1;
      for (int commands = 0; survived < 0; commands++) {
        ScratchRepository repo =
            ScratchRepository.make(folder.resolve(mine.strip() + "-" + commands));
        GitWorktrees owner = repo.worktrees();
        Path place = owner.create(MODULE, repo.oid("main")).path();
        ScratchRepository.write(place.resolve("src/b.txt"), "agent\n");
        ScratchRepository.write(place.resolve("loose.txt"), "loose\n");
        repo.write("src/b.txt", mine);
        repo.write("src/a.txt", "later\n");
        repo.git("commit", "-q", "-a", "-m", "later");
        Oid tip = repo.oid("main");
        GitWorktrees dying = git.open(repo);
        git.dieAfter(commands);
        survived = rebases(dying, tip) && !git.died() ? commands : survived;
        git.live();

        Rebased rebased = repo.worktrees().rebase(MODULE, tip, AUTHOR);

        assertThat(rebased instanceof Rebased.Conflicted)
            .as("after %d commands", commands)
            .isEqualTo(mine.equals("main\n"));
        assertThat(ScratchRepository.read(place.resolve("loose.txt"))).isEqualTo("loose\n");
        assertThat(ScratchRepository.read(place.resolve("src/a.txt"))).isEqualTo("later\n");
        assertThat(ScratchRepository.read(place.resolve("src/b.txt"))).contains("agent");
        assertThat(repo.git("diff", tip.hex(), "module/billing", "--name-only"))
            .isEqualTo(mine.equals("main\n") ? "" : "loose.txt\nsrc/b.txt");
        assertThat(owner.kept()).isNotEmpty();
      }
      assertThat(survived).isGreaterThan(8);
    }
  }

  private static boolean rebases(Worktrees dying, Oid tip) {
    try {
      return dying.rebase(MODULE, tip, AUTHOR) != null;
    } catch (RepositoryException e) {
      return false;
    }
  }

  @Test
  void startingOverKeepsEverythingAndTheIgnoredFilesStay() {
    Oid before = work("one.txt", "1\n");
    ScratchRepository.write(tree.resolve("src/a.txt"), "edited\n");
    ScratchRepository.write(tree.resolve("loose/x.txt"), "loose\n");
    ScratchRepository.write(tree.resolve("target/cache"), "warm\n");
    Oid tip = scratch.userCommits("src/b.txt", "main\n");

    Worktree restarted = worktrees.restart(MODULE, tip);

    assertThat(restarted.head()).isEqualTo(tip);
    assertThat(worktrees.find(MODULE)).contains(restarted);
    assertThat(worktrees.status(MODULE).clean()).isTrue();
    assertThat(tree.resolve("one.txt")).doesNotExist();
    assertThat(tree.resolve("loose")).doesNotExist();
    assertThat(tree.resolve("target/cache")).exists();
    Kept kept = worktrees.kept().getFirst();
    assertThat(worktrees.isAncestor(before, kept.commit())).isTrue();
    assertThat(scratch.git("show", kept.commit() + ":src/a.txt")).isEqualTo("edited");
    assertThat(scratch.git("show", kept.commit() + ":loose/x.txt")).isEqualTo("loose");
    assertThat(kept.why()).contains("starting over");
  }

  @Test
  void startingOverCutOffAnywhereIsFinishedByTheNextOwner() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    int survived = -1;
    for (int commands = 0; survived < 0; commands++) {
      ScratchRepository repo = ScratchRepository.make(folder.resolve("repo" + commands));
      Oid start = repo.oid("main");
      Path place = repo.worktrees().create(MODULE, start).path();
      ScratchRepository.write(place.resolve("loose.txt"), "loose\n");
      GitWorktrees dying = git.open(repo);
      git.dieAfter(commands);
      survived = restarts(dying, start) && !git.died() ? commands : survived;
      git.live();

      GitWorktrees next = repo.worktrees();
      assertThat(next.restart(MODULE, start).head()).isEqualTo(start);
      assertThat(next.status(MODULE).clean()).as("after %d commands", commands).isTrue();
      assertThat(next.kept())
          .anyMatch(kept ->
              repo.git("ls-tree", "--name-only", kept.commit().hex()).contains("loose.txt"));
    }
    assertThat(survived).isGreaterThan(5);
  }

  private static boolean restarts(Worktrees dying, Oid base) {
    try {
      return dying.restart(MODULE, base).head().equals(base);
    } catch (RepositoryException e) {
      return false;
    }
  }

  private Oid work(String name, String text) {
    ScratchRepository.write(tree.resolve(name), text);
    return worktrees
        .commit(MODULE, new CommitMessage("Work on " + name), List.of(), AUTHOR)
        .orElseThrow()
        .oid();
  }
}
