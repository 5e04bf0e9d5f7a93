package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coppice.roadmap.ModuleId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ordinary way of a module's work, from its worktree to the target branch.
class WorktreeLifeIT {
  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
  }

  @Test
  void workGoesFromAWorktreeToTheTargetAndIntoTheUsersCheckout() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("src/new.txt"), "new\n");
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "bee\nbuzz\n");
    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("Add new"), List.of(), AUTHOR).orElseThrow();
    Oid old = worktrees.targetTip();
    Candidate candidate = worktrees.candidate(commit.oid(), old, new CommitMessage("Land"), AUTHOR);

    Oid landed = ((Candidate.Built) candidate).commit();
    Advance advance = worktrees.advance(old, landed, "coppice: land billing");

    assertThat(commit.filesChanged()).isEqualTo(2);
    assertThat(commit.insertions()).isEqualTo(2);
    assertThat(commit.deletions()).isZero();
    assertThat(advance).isEqualTo(new Advance.Advanced(List.of(scratch.root())));
    assertThat(worktrees.targetTip()).isEqualTo(landed);
    assertThat(scratch.read("src/new.txt")).isEqualTo("new\n");
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
    assertThat(scratch.git("log", "-1", "--format=%P", "main")).isEqualTo(old + " " + commit.oid());
    assertThat(worktrees.delete(MODULE, false, true))
        .isEqualTo(new DeleteResult.Deleted(List.of()));
    assertThat(worktree.path()).doesNotExist();
    assertThat(worktrees.tip(MODULE)).isEmpty();
    assertThat(scratch.git("fsck", "--connectivity-only")).isEmpty();
  }

  @Test
  void creatingTwiceGivesTheSameWorktreeWithItsEditsUntouched() {
    Worktree first = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(first.path().resolve("src/b.txt"), "edited\n");

    Worktree second = worktrees.create(MODULE, worktrees.targetTip());

    assertThat(second).isEqualTo(first);
    assertThat(worktrees.status(MODULE).changes()).containsExactly(" M src/b.txt");
  }

  @Test
  void aBranchLeftFromEarlierIsCheckedOutAtItsOwnTip() {
    Oid base = worktrees.targetTip();
    scratch.git("branch", "module/billing");
    Oid moved = scratch.userCommits("later.txt", "later\n");

    Worktree worktree = worktrees.create(MODULE, moved);

    assertThat(worktree.head()).isEqualTo(base);
    assertThat(worktree.path().resolve("later.txt")).doesNotExist();
  }

  @Test
  void aCleanWorktreeHasNothingToCommit() {
    worktrees.create(MODULE, worktrees.targetTip());

    assertThat(worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR)).isEmpty();
  }

  @Test
  void onlyTheNamedPathsAreCommitted() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "in\n");
    ScratchRepository.write(worktree.path().resolve("srcs.txt"), "out\n");
    ScratchRepository.write(worktree.path().resolve("README.md"), "out\n");

    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of("src"), AUTHOR).orElseThrow();

    assertThat(commit.filesChanged()).isEqualTo(1);
    assertThat(worktrees.status(MODULE).changes()).containsExactly(" M README.md", "?? srcs.txt");
    assertThatThrownBy(
            () -> worktrees.commit(MODULE, new CommitMessage("x"), List.of("../up"), AUTHOR))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void awkwardFileNamesAreCommittedAsTheyAre() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    List<String> names = List.of("a b.txt", "new\nline", "qu\"ote", "-dash", ":(top)x", "ünï", "*");
    names.forEach(name -> ScratchRepository.write(worktree.path().resolve(name), "x\n"));

    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).orElseThrow();

    assertThat(worktrees.diff(worktree.head(), commit.oid()).changes())
        .extracting(Diff.Change::path)
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(worktrees.status(MODULE).clean()).isTrue();
  }

  @Test
  void aFolderMayBecomeAFileAndAFileAFolder() throws Exception {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    Files.delete(worktree.path().resolve("README.md"));
    ScratchRepository.write(worktree.path().resolve("README.md/part"), "x\n");
    Files.delete(worktree.path().resolve("src/a.txt"));
    Files.delete(worktree.path().resolve("src/b.txt"));
    Files.delete(worktree.path().resolve("src"));
    ScratchRepository.write(worktree.path().resolve("src"), "file now\n");

    worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR);

    assertThat(ScratchRepository.gitIn(worktree.path(), "ls-tree", "-r", "--name-only", "HEAD"))
        .isEqualTo(".gitignore\nREADME.md/part\nsrc");
  }

  /// D12: a subject with the separator of the log's fields.
  @Test
  void aSubjectWithAPipeComesBackWhole() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("x"), "x\n");
    worktrees.commit(MODULE, new CommitMessage("fix: a | b\n\nbody"), List.of(), AUTHOR);

    LogEntry entry = worktrees.log(MODULE, 1).getFirst();

    assertThat(entry.message()).isEqualTo("fix: a | b");
    assertThat(entry.date().toInstant()).isEqualTo(AUTHOR.when());
    assertThat(worktrees.log(MODULE, 10)).hasSize(2);
  }

  /// A lost log must not have everything worked again.
  @Test
  void whatLandedIsToldByTheTargetsOwnHistory() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("x"), "x\n");
    Map<String, String> trailers = Map.of("Coppice-Module", MODULE.value());
    worktrees.commit(MODULE, CommitMessage.of("work", trailers), List.of(), AUTHOR);
    Oid old = worktrees.targetTip();
    assertThat(worktrees.landed()).isEmpty();

    Candidate candidate =
        worktrees.candidate(
            worktrees.tip(MODULE).orElseThrow(),
            old,
            CommitMessage.of("Land it", trailers),
            AUTHOR);
    Oid commit = ((Candidate.Built) candidate).commit();
    worktrees.advance(old, commit, "land");

    assertThat(worktrees.landed()).isEqualTo(Map.of(MODULE, commit));
  }

  /// D11: our folder is nobody's untracked file.
  @Test
  void worktreesDoNotShowUpInTheMainCheckout() {
    worktrees.create(MODULE, worktrees.targetTip());

    assertThat(scratch.git("status", "--porcelain")).isEmpty();
    scratch.open();
    assertThat(scratch.read(".git/info/exclude").lines().filter("/.worktrees/"::equals)).hasSize(1);
  }

  /// D13: what the roadmap calls a module never reaches a path as it is.
  @Test
  void aHostileModuleIdStaysBelowTheRoot() {
    ModuleId hostile = new ModuleId("../../etc/passwd");

    Worktree worktree = worktrees.create(hostile, worktrees.targetTip());

    assertThat(worktree.path().getParent()).isEqualTo(scratch.path(".worktrees"));
    assertThat(worktrees.list()).extracting(Worktree::module).containsExactly(hostile);
    assertThat(scratch.worktrees().find(hostile)).contains(worktree);
  }

  /// D14: a foreign worktree is not ours because its branch sounds like it.
  @Test
  void onlyWorktreesBelowOurRootAreListed() {
    worktrees.create(MODULE, worktrees.targetTip());
    scratch.git("worktree", "add", "-q", folder.resolve("elsewhere").toString(), "-b", "module/x");
    scratch.git("worktree", "add", "-q", ".worktrees/theirs", "-b", "feature");

    assertThat(worktrees.list()).extracting(Worktree::module).containsExactly(MODULE);
    assertThat(worktrees.find(new ModuleId("x"))).isEmpty();
    assertThatThrownBy(() -> worktrees.create(new ModuleId("x"), worktrees.targetTip()))
        .isInstanceOfSatisfying(
            RepositoryException.class,
            e -> assertThat(e.problem()).isEqualTo(RepositoryException.Problem.BRANCH_IN_USE));
  }

  @Test
  void aFolderThatIsNotOursIsLeftAlone() {
    scratch.write(".worktrees/billing/precious.txt", "mine\n");

    assertThatThrownBy(() -> worktrees.create(MODULE, worktrees.targetTip()))
        .isInstanceOf(RepositoryException.class);
    assertThat(scratch.read(".worktrees/billing/precious.txt")).isEqualTo("mine\n");
    assertThat(worktrees.tip(MODULE)).isEmpty();
  }

  @Test
  void anUnknownModuleIsNamedInTheError() {
    assertThatThrownBy(() -> worktrees.status(MODULE))
        .hasMessage("Worktree not found for module: billing");
    assertThat(worktrees.find(MODULE)).isEmpty();
    assertThat(worktrees.delete(MODULE, false, true)).isEqualTo(new DeleteResult.Absent());
  }

  @Test
  void theSameCandidateIsTheSameCommit() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("x"), "x\n");
    Oid tip = worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).get().oid();
    Oid target = scratch.userCommits("other.txt", "other\n");
    CommitMessage message = CommitMessage.of("Land", Map.of("Coppice-Module", "billing"));

    Candidate first = worktrees.candidate(tip, target, message, AUTHOR);
    Candidate again = worktrees.candidate(tip, target, message, AUTHOR);

    assertThat(first).isInstanceOf(Candidate.Built.class).isEqualTo(again);
    Candidate.Built built = (Candidate.Built) first;
    assertThat(built.tree()).isEqualTo(worktrees.treeOf(built.commit()));
    assertThat(worktrees.candidate(target, target, message, AUTHOR))
        .isEqualTo(new Candidate.AlreadyLanded());
    assertThat(
            scratch.git(
                "log",
                "-1",
                "--format=%(trailers:key=Coppice-Module,valueonly)",
                built.commit().hex()))
        .isEqualTo("billing");
  }

  @Test
  void aConflictNamesItsPathsAndTouchesNothing() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "theirs\n");
    Oid tip = worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).get().oid();
    Oid target = scratch.userCommits("src/b.txt", "ours\n");

    Candidate candidate = worktrees.candidate(tip, target, new CommitMessage("Land"), AUTHOR);

    Candidate.Conflict conflict = (Candidate.Conflict) candidate;
    assertThat(conflict.paths()).containsExactly("src/b.txt");
    assertThat(conflict.messages()).singleElement().asString().contains("CONFLICT");
    assertThat(scratch.git("status", "--porcelain")).isEmpty();
    assertThat(scratch.path(".git/MERGE_HEAD")).doesNotExist();
  }

  @Test
  void aDiffIsWholeInPathsAndBoundedInText() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    ScratchRepository.write(worktree.path().resolve("big.txt"), "0123456789\n".repeat(600_000));
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "changed\n");
    Oid tip = worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).get().oid();

    Diff diff = worktrees.diff(worktree.head(), tip);

    assertThat(diff.truncated()).isTrue();
    assertThat(diff.text().length()).isLessThan(5 << 20);
    assertThat(diff.changes())
        .containsExactly(
            new Diff.Change(Diff.Kind.ADDED, "big.txt"),
            new Diff.Change(Diff.Kind.MODIFIED, "src/b.txt"));
    assertThat(worktrees.isAncestor(worktree.head(), tip)).isTrue();
    assertThat(worktrees.isAncestor(tip, worktree.head())).isFalse();
    assertThat(Optional.of(worktrees.tip(MODULE).get())).contains(tip);
  }
}
