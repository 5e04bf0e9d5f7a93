package dev.coppice.worktree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The door to git: every command about a repository is made here.
///
/// Agents write into the very repository we run git in, so nothing an agent can plant may be run or
/// believed. Three walls. The environment is empty but for a few variables, so no user or system
/// configuration and no `GIT_DIR` of a calling hook reaches git. The git directory and the working
/// tree are always named, so git never looks for a repository, and never finds a planted one. And
/// wherever git looks at files or objects (status, add, checkout, merge, log, diff), the shared
/// configuration is replaced by our own, see [PlainDirectory]; the real one is read only by
/// commands on refs and on the list of worktrees, which start nothing when hooks are off.
final class Git {
  private static final List<String> ALWAYS =
      List.of(
          "--no-pager",
          "--literal-pathspecs",
          "-c",
          "core.hooksPath=/dev/null",
          "-c",
          "core.fsmonitor=false",
          "-c",
          "core.quotePath=false",
          "-c",
          "core.attributesFile=/dev/null",
          "-c",
          "gc.auto=0",
          "-c",
          "maintenance.auto=false",
          "-c",
          "protocol.allow=never",
          "-c",
          "commit.gpgSign=false",
          "-c",
          "log.showSignature=false",
          "-c",
          "submodule.recurse=false",
          "-c",
          "core.filesRefLockTimeout=5000",
          "-c",
          "core.packedRefsTimeout=10000",
          "-c",
          "worktree.guessRemote=false",
          "-c",
          "worktree.useRelativePaths=false");

  private final GitProgram program;
  private final Path commonDir;
  private final PlainDirectory plain;

  Git(GitProgram program, Path commonDir, PlainDirectory plain) {
    this.program = program;
    this.commonDir = commonDir;
    this.plain = plain;
  }

  /// A command on refs or on the list of worktrees, with the repository's real directory.
  GitCall refs(String... arguments) {
    return refs(commonDir, arguments);
  }

  /// The same as seen from one linked worktree (its own HEAD).
  GitCall refs(Path gitDir, String... arguments) {
    return call(commonDir, List.of("--git-dir=" + gitDir), arguments, Map.of());
  }

  /// A command on objects that needs no working tree.
  GitCall objects(String... arguments) {
    plain.restore();
    return call(
        plain.path(),
        List.of("--git-dir=" + plain.path()),
        arguments,
        Map.of("GIT_COMMON_DIR", plain.path().toString()));
  }

  /// A command in a working tree.
  GitCall files(Checkout checkout, String... arguments) {
    plain.restore();
    return call(
        checkout.path(),
        List.of("--git-dir=" + checkout.gitDir(), "--work-tree=" + checkout.path()),
        arguments,
        Map.of("GIT_COMMON_DIR", plain.path().toString()));
  }

  private GitCall call(
      Path directory, List<String> where, String[] arguments, Map<String, String> environment) {
    List<String> all = new ArrayList<>(ALWAYS);
    all.addAll(where);
    all.addAll(Arrays.asList(arguments));
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("GIT_CEILING_DIRECTORIES", directory.toString());
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    return new GitCall(this::run, directory, all, variables);
  }

  /// Runs a command, again and again for a while if another git process is in its way.
  private GitOutput run(GitCall call) {
    Backoff backoff = new Backoff();
    GitOutput output = program.run(call);
    while (output.isTransient() && backoff.waits()) {
      output = program.run(call);
    }
    return output;
  }
}
