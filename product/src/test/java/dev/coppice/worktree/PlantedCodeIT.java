package dev.coppice.worktree;

import static dev.coppice.worktree.ScratchRepository.AUTHOR;
import static dev.coppice.worktree.ScratchRepository.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing an agent can plant is run by our own git, and nothing it plants leads our git astray.
class PlantedCodeIT {
  private static final List<String> HOOKS =
      List.of(
          "pre-commit",
          "prepare-commit-msg",
          "commit-msg",
          "post-commit",
          "post-checkout",
          "post-merge",
          "pre-merge-commit",
          "post-index-change",
          "reference-transaction",
          "post-rewrite",
          "pre-auto-gc",
          "fsmonitor-watchman",
          "pre-rebase",
          "update");

  @TempDir Path folder;
  private ScratchRepository scratch;
  private GitWorktrees worktrees;
  private Path evidence;
  private String command;

  @BeforeEach
  void open() {
    scratch = ScratchRepository.make(folder.resolve("repo"));
    worktrees = scratch.worktrees();
    evidence = folder.resolve("evidence");
    command = "echo ran >> " + evidence + "; cat";
  }

  @Test
  void noCommandOfOursRunsAPlantedHookFilterOrDriver() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    plant();
    ScratchRepository.write(
        worktree.path().resolve(".gitattributes"), "* filter=evil diff=evil merge=evil\n");
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "work\n");

    everything();
    scratch.open().checkoutNotes();
    new GitWorktrees(scratch.open()).list();

    assertThat(evidence).doesNotExist();
    ScratchRepository.tryGit(worktree.path(), "status");
    assertThat(evidence).as("what was planted does work").exists();
  }

  private void plant() {
    for (String hook : HOOKS) {
      Path file = scratch.path(".git/hooks").resolve(hook);
      ScratchRepository.write(file, "#!/bin/sh\n" + command + " >/dev/null </dev/null\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    for (String key :
        List.of(
            "filter.evil.clean",
            "filter.evil.smudge",
            "filter.evil.process",
            "diff.evil.textconv",
            "diff.evil.command",
            "diff.external",
            "merge.evil.driver",
            "core.fsmonitor",
            "core.pager",
            "core.editor",
            "gpg.program",
            "core.sshCommand",
            "core.alternateRefsCommand",
            "credential.helper",
            "alias.status",
            "uploadpack.packObjectsHook")) {
      scratch.git("config", key, key.startsWith("alias") ? "!" + command : command);
    }
    scratch.git("config", "commit.gpgSign", "true");
    scratch.git("config", "log.showSignature", "true");
    scratch.git("config", "core.attributesFile", scratch.path("attributes").toString());
    scratch.write(".git/info/attributes", "* filter=evil diff=evil merge=evil\n");
  }

  /// One of everything we do.
  private void everything() {
    Oid base = worktrees.targetTip();
    worktrees.status(MODULE);
    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("work"), List.of(), AUTHOR).orElseThrow();
    worktrees.log(MODULE, 5);
    worktrees.diff(base, commit.oid());
    Candidate candidate =
        worktrees.candidate(commit.oid(), base, new CommitMessage("Land"), AUTHOR);
    Oid landed = ((Candidate.Built) candidate).commit();
    worktrees.landingTree(landed);
    assertThat(worktrees.advance(base, landed, "land")).isInstanceOf(Advance.Advanced.class);
    worktrees.rebase(MODULE, landed, AUTHOR);
    worktrees.keep(MODULE, "why");
    worktrees.restart(MODULE, landed);
    worktrees.kept();
    worktrees.delete(MODULE, true, true);
    worktrees.create(MODULE, landed);
  }

  @Test
  void aNestedRepositoryIsNeitherEnteredNorStaged() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    Path nested = worktree.path().resolve("vendor/lib");
    plantRepository(nested);
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "work\n");

    assertThat(worktrees.status(MODULE).changes()).containsExactly(" M src/b.txt", "?? vendor/");
    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).orElseThrow();

    assertThat(commit.nestedRepositories()).containsExactly("vendor/lib");
    assertThat(scratch.git("ls-tree", "-r", commit.oid().hex())).doesNotContain("160000");
    assertThat(evidence).doesNotExist();
  }

  @Test
  void aNestedRepositoryTheAgentStagedIsTakenOutAgain() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    plantRepository(worktree.path().resolve("lib"));
    ScratchRepository.tryGit(worktree.path(), "-c", "core.fsmonitor=false", "add", "lib");
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "work\n");

    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).orElseThrow();

    assertThat(commit.nestedRepositories()).containsExactly("lib");
    assertThat(scratch.git("ls-tree", "-r", commit.oid().hex())).doesNotContain("160000");
    assertThat(evidence).doesNotExist();
  }

  @Test
  void theFilesOfANestedRepositoryAreKept() {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    plantRepository(worktree.path().resolve("lib"));

    Kept kept = worktrees.keep(MODULE, "test");

    assertThat(scratch.git("show", kept.commit() + ":lib/file")).isEqualTo("nested");
  }

  @Test
  void aReplacedGitFileLeadsNowhere() throws Exception {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    Files.delete(worktree.path().resolve(".git"));
    plantRepository(worktree.path());
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "work\n");

    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).orElseThrow();

    assertThat(evidence).doesNotExist();
    assertThat(worktrees.tip(MODULE)).contains(commit.oid());
    assertThat(worktree.path().resolve(".git")).isRegularFile();
    assertThat(scratch.git("rev-parse", "main")).isEqualTo(worktree.head().hex());
  }

  @Test
  void aMissingGitFileDoesNotMakeUsCommitToTheMainCheckout() throws Exception {
    Worktree worktree = worktrees.create(MODULE, worktrees.targetTip());
    Files.delete(worktree.path().resolve(".git"));
    ScratchRepository.write(worktree.path().resolve("src/b.txt"), "work\n");

    Commit commit =
        worktrees.commit(MODULE, new CommitMessage("x"), List.of(), AUTHOR).orElseThrow();

    assertThat(worktrees.tip(MODULE)).contains(commit.oid());
    assertThat(scratch.git("rev-parse", "main")).isEqualTo(worktree.head().hex());
    assertThat(ScratchRepository.gitIn(worktree.path(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void theConfigurationWePutInPlaceOfTheSharedOneIsRestored() {
    worktrees.create(MODULE, worktrees.targetTip());
    scratch.write(".git/coppice/gitdir/config", "[core]\n\tfsmonitor = \"" + command + "\"\n");

    worktrees.status(MODULE);

    assertThat(scratch.read(".git/coppice/gitdir/config")).doesNotContain("evidence");
    assertThat(evidence).doesNotExist();
  }

  private void plantRepository(Path nested) {
    ScratchRepository.write(nested.resolve("file"), "nested\n");
    ScratchRepository.gitIn(nested, "init", "-q", ".");
    ScratchRepository.gitIn(nested, "config", "user.name", "Agent");
    ScratchRepository.gitIn(nested, "config", "user.email", "agent@example.org");
    ScratchRepository.gitIn(nested, "add", "file");
    ScratchRepository.gitIn(nested, "commit", "-q", "-m", "nested");
    ScratchRepository.write(nested.resolve("file"), "nested\n");
    ScratchRepository.write(nested.resolve(".gitattributes"), "* filter=evil\n");
    ScratchRepository.gitIn(nested, "config", "filter.evil.clean", command);
    ScratchRepository.gitIn(nested, "config", "core.fsmonitor", command);
  }
}
