package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Making worktrees side by side, next to other programs, and again after a crash at any step.
class CreateUnderFireIT {
  @TempDir Path folder;

  @Test
  void sixteenAtOnceSucceedWhileOthersAddAndRemoveTheirOwn() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    GitWorktrees first = scratch.worktrees();
    GitWorktrees second = scratch.worktrees();
    Oid base = first.targetTip();
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> churn = threads.submit(() -> churn(scratch, done));
      List<Future<Worktree>> made = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        ModuleId module = new ModuleId("m" + i);
        GitWorktrees owner = i % 2 == 0 ? first : second;
        made.add(threads.submit(() -> worked(owner, module, base)));
      }
      Set<Path> paths = new HashSet<>();
      for (Future<Worktree> one : made) {
        paths.add(one.get().path());
      }
      done.set(true);
      churn.get();
      assertThat(paths).hasSize(16);
    }
    assertThat(first.list()).hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(second.status(new ModuleId("m" + i)).clean()).isTrue();
    }
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
  }

  private static Worktree worked(Worktrees worktrees, ModuleId module, Oid base) {
    Worktree worktree = worktrees.create(module, base);
    ScratchRepository.write(worktree.path().resolve(module.value()), "x\n");
    assertThat(worktrees.commit(module, new CommitMessage("x"), List.of(), AUTHOR)).isPresent();
    return worktree;
  }

  private void churn(ScratchRepository scratch, AtomicBoolean done) {
    for (int i = 0; !done.get(); i++) {
      String path = folder.resolve("foreign" + i).toString();
      ScratchRepository.tryGit(scratch.root(), "worktree", "add", "-q", "--detach", path);
      ScratchRepository.tryGit(scratch.root(), "worktree", "remove", "--force", path);
      ScratchRepository.tryGit(scratch.root(), "config", "user.churn", "" + i);
    }
  }

  @Test
  void theSameModuleAskedForAtOnceIsMadeOnce() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    GitWorktrees worktrees = scratch.worktrees();
    Oid base = worktrees.targetTip();
    Set<Worktree> made = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Worktree>> asked = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        asked.add(threads.submit(() -> worktrees.create(MODULE, base)));
      }
      for (Future<Worktree> one : asked) {
        made.add(one.get());
      }
    }
    assertThat(made).hasSize(1);
    assertThat(scratch.git("worktree", "list").lines()).hasSize(2);
  }

  @Test
  void cutOffBeforeAnyCommandItIsMadeByTheNextOwner() {
    FaultyGit git = FaultyGit.in(folder.resolve("bin"));
    int survived = -1;
    for (int commands = 0; survived < 0; commands++) {
      ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo" + commands));
      Oid base = scratch.oid("main");
      GitWorktrees dying = git.open(scratch);
      git.dieAfter(commands);
      survived = creates(dying, base) && !git.died() ? commands : survived;
      git.live();

      GitWorktrees next = scratch.worktrees();
      Worktree worktree = next.create(MODULE, base);

      assertThat(worktree.head()).as("after %d commands", commands).isEqualTo(base);
      assertThat(next.status(MODULE).clean()).isTrue();
      assertThat(worktree.path().resolve("src/a.txt")).exists();
      assertThat(next.list()).containsExactly(worktree);
    }
    assertThat(survived).isGreaterThan(4);
  }

  private static boolean creates(Worktrees dying, Oid base) {
    try {
      return dying.create(MODULE, base).head().equals(base);
    } catch (RepositoryException e) {
      return false;
    }
  }

  @Test
  void aCheckoutThatDiedHalfWayIsMadeWhole() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    GitWorktrees worktrees = scratch.worktrees();
    Oid base = worktrees.targetTip();
    Worktree worktree = worktrees.create(MODULE, base);
    Path entry = scratch.path(".git/worktrees/billing");
    Files.delete(entry.resolve("index"));
    ScratchRepository.write(entry.resolve("index.lock"), "half");
    Files.delete(worktree.path().resolve("src/a.txt"));
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "be");
    scratch.write(".git/coppice/making/billing", base.hex());

    Worktree again = scratch.worktrees().create(MODULE, base);

    assertThat(again).isEqualTo(worktree);
    assertThat(worktrees.status(MODULE).clean()).isTrue();
    assertThat(ScratchRepository.read(worktree.path().resolve("src/b.txt"))).isEqualTo("bee\n");
  }

  @Test
  void anEntryOfOursThatTheAddLeftTornIsMadeAnew() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    Oid base = scratch.open().refs().read("main").orElseThrow();
    scratch.git("branch", "module/billing");
    scratch.write(".git/coppice/making/billing", base.hex());
    Path entry = scratch.path(".git/worktrees/billing");
    ScratchRepository.write(entry.resolve("locked"), "initializing");
    ScratchRepository.write(
        entry.resolve("gitdir"), scratch.path(".worktrees/billing/.git") + "\n");
    Files.createFile(entry.resolve("commondir"));
    scratch.write(".worktrees/billing/.git", "gitdir: " + entry + "\n");
    Files.setLastModifiedTime(entry, FileTime.from(Instant.now().minus(Duration.ofSeconds(5))));

    Worktree worktree = scratch.worktrees().create(MODULE, base);

    assertThat(worktree.path().resolve("src/a.txt")).exists();
    assertThat(scratch.git("worktree", "list").lines()).hasSize(2);
  }

  @Test
  void aWorktreeWhoseFolderVanishedIsMadeAgainAtItsBranch() throws Exception {
    ScratchRepository scratch = ScratchRepository.make(folder.resolve("repo"));
    GitWorktrees worktrees = scratch.worktrees();
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("x"), "x\n");
    Oid tip = worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).get().oid();
    Files.move(worktree.path(), folder.resolve("gone"));
    assertThat(worktrees.find(MODULE)).isEmpty();
    assertThat(worktrees.list()).isEmpty();

    Worktree again = worktrees.create(MODULE, worktrees.targetTip());

    assertThat(again.head()).isEqualTo(tip);
    assertThat(again.path().resolve("x")).exists();
  }
}
