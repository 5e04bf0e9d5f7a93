package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.worktree.RepositoryException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents run git themselves; whatever they did, the commit that follows puts their work on the
/// module's branch, or says why not and keeps it.
class AgentUsesGitIT {
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
  void itsOwnCommitsStandAndTheRestIsAdded() {
    Oid own = agentCommits("own.txt");
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");

    Commit commit = commit().orElseThrow();

    assertThat(scratch.git("rev-parse", commit.oid() + "^")).isEqualTo(own.hex());
    assertThat(commit.filesChanged()).isEqualTo(1);
    assertSettled("own.txt", "rest.txt");
  }

  @Test
  void ifItCommittedEverythingNothingIsLeftToCommit() {
    Oid own = agentCommits("own.txt");

    assertThat(commit()).isEmpty();
    assertThat(worktrees.tip(MODULE)).contains(own);
  }

  @Test
  void workOnAnotherBranchReachesOurs() {
    agent("switch", "-q", "-c", "agents-own-idea");
    agentCommits("own.txt");
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");

    assertThat(commit()).isPresent();
    assertSettled("own.txt", "rest.txt");
  }

  @Test
  void workOnADetachedHeadReachesOurs() {
    agent("checkout", "-q", "--detach");
    Oid own = agentCommits("own.txt");

    assertThat(commit()).isEmpty();
    assertThat(worktrees.tip(MODULE)).contains(own);
    assertSettled("own.txt");
  }

  @Test
  void anotherBranchAtTheSameCommitIsLeftForOurs() {
    agent("switch", "-q", "-c", "same");
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");

    assertThat(commit()).isPresent();
    assertSettled("rest.txt");
    assertThat(scratch.git("rev-parse", "same")).isEqualTo(base.hex());
  }

  @Test
  void aDeletedBranchIsMadeAgain() {
    agent("checkout", "-q", "--detach");
    agentCommits("own.txt");
    agent("branch", "-q", "-D", "module/billing");

    assertThat(commit()).isEmpty();
    assertSettled("own.txt");
  }

  @Test
  void anOrphanBranchLeavesItsFilesToOurs() {
    agent("checkout", "-q", "--orphan", "fresh");
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");

    assertThat(commit()).isPresent();
    assertSettled("rest.txt", "src/a.txt");
  }

  @Test
  void lookingAtAnOlderCommitLosesNothing() {
    Oid own = agentCommits("own.txt");
    agent("checkout", "-q", "--detach", base.hex());

    assertThat(commit()).isEmpty();
    assertThat(worktrees.tip(MODULE)).contains(own);
    assertSettled("own.txt");
  }

  @Test
  void commitsBesideOurBranchAreKeptAndReported() {
    agentCommits("own.txt");
    agent("checkout", "-q", "--detach", base.hex());
    Oid beside = agentCommits("beside.txt");
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");

    RepositoryException diverged = catchThrowableOfType(RepositoryException.class, this::commit);

    assertThat(diverged.problem()).isEqualTo(Problem.DIVERGED);
    Kept kept = worktrees.kept().getFirst();
    assertThat(diverged.remedy()).contains(kept.ref());
    assertThat(worktrees.isAncestor(beside, kept.commit())).isTrue();
    assertThat(scratch.git("show", kept.commit() + ":rest.txt")).isEqualTo("rest");
    assertThat(worktrees.restart(MODULE, base).head()).isEqualTo(base);
    assertThat(worktrees.status(MODULE).clean()).isTrue();
  }

  @Test
  void aMergeItResolvedButDidNotCommitIsCommittedAsAMerge() {
    Oid main = scratch.userCommits("src/b.txt", "main\n");
    ScratchRepository.write(tree.resolve("src/b.txt"), "agent\n");
    agent("commit", "-q", "-a", "-m", "edit");
    ScratchRepository.tryGit(tree, "merge", "main");
    ScratchRepository.write(tree.resolve("src/b.txt"), "both\n");
    agent("add", "src/b.txt");

    Commit commit = commit().orElseThrow();

    assertThat(worktrees.isAncestor(main, commit.oid())).isTrue();
    assertSettled("src/b.txt");
    assertThat(scratch.path(".git/worktrees/billing/MERGE_HEAD")).doesNotExist();
  }

  @Test
  void aMergeItLeftInConflictIsNotTakenForMerged() {
    Oid main = scratch.userCommits("src/b.txt", "main\n");
    ScratchRepository.write(tree.resolve("src/b.txt"), "agent\n");
    agent("commit", "-q", "-a", "-m", "edit");
    ScratchRepository.tryGit(tree, "merge", "main");

    Commit commit = commit().orElseThrow();

    assertThat(worktrees.isAncestor(main, commit.oid())).isFalse();
    assertThat(scratch.git("show", commit.oid() + ":src/b.txt")).contains("<<<<<<<");
    assertThat(worktrees.status(MODULE).clean()).isTrue();
  }

  @Test
  void whatAKilledGitLeftIsNoObstacle() {
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");
    scratch.write(".git/worktrees/billing/index.lock", "");
    scratch.write(".git/worktrees/billing/HEAD.lock", "");
    scratch.write(".git/refs/heads/module/billing.lock", "");

    assertThat(commit()).isPresent();
    assertSettled("rest.txt");
    agentCommits("goes-on.txt");
  }

  @Test
  void aBrokenIndexIsNoObstacle() throws Exception {
    ScratchRepository.write(tree.resolve("rest.txt"), "rest\n");
    Files.delete(tree.resolve("src/b.txt"));
    scratch.write(".git/worktrees/billing/index", "not an index");

    assertThat(commit().orElseThrow().filesChanged()).isEqualTo(2);
    assertSettled("rest.txt", "src/a.txt");
  }

  @Test
  void whatItStagedAgainstTheIgnoreRulesIsCommitted() {
    ScratchRepository.write(tree.resolve("target/report.txt"), "r\n");
    ScratchRepository.write(tree.resolve("target/noise.txt"), "n\n");
    agent("add", "-f", "target/report.txt");

    Commit commit = commit().orElseThrow();

    assertThat(commit.filesChanged()).isEqualTo(1);
    assertSettled("target/report.txt");
  }

  private Optional<Commit> commit() {
    return worktrees.commit(MODULE, new CommitMessage("Work"), List.of(), AUTHOR);
  }

  private Oid agentCommits(String name) {
    ScratchRepository.write(tree.resolve(name), name + "\n");
    agent("add", name);
    agent("commit", "-q", "-m", "Add " + name);
    return new Oid(agent("rev-parse", "HEAD"));
  }

  private String agent(String... arguments) {
    return ScratchRepository.gitIn(tree, arguments);
  }

  private void assertSettled(String... paths) {
    assertThat(agent("symbolic-ref", "HEAD")).isEqualTo("refs/heads/module/billing");
    assertThat(worktrees.status(MODULE).clean()).isTrue();
    assertThat(agent("ls-tree", "-r", "--name-only", "module/billing").lines()).contains(paths);
    assertThat(worktrees.find(MODULE).map(Worktree::head)).isEqualTo(worktrees.tip(MODULE));
  }
}
