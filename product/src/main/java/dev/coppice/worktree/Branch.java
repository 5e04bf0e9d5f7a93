package dev.coppice.worktree;

import java.util.regex.Pattern;

/// Names one local branch, without `refs/heads/`, and only as git itself would accept it.
public record Branch(String name) {
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]");

  public Branch {
    String problem = problemWith(name);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("\"" + name + "\" is no branch name: it " + problem);
    }
  }

  /// The full name of the ref.
  public String ref() {
    return "refs/heads/" + name;
  }

  /// The branch a full ref names; refs outside `refs/heads/` are refused.
  static Branch ofRef(String ref) {
    if (!ref.startsWith("refs/heads/")) {
      throw new IllegalArgumentException("\"" + ref + "\" is not below refs/heads/");
    }
    return new Branch(ref.substring("refs/heads/".length()));
  }

  /// Why git would refuse the name, or nothing; the rules of `git check-ref-format --branch`.
  private static String problemWith(String name) {
    if (name.isEmpty() || name.length() > 240) {
      return "must have 1 to 240 characters";
    }
    if (name.startsWith("-") || name.equals("HEAD") || name.equals("@")) {
      return "must not start with a dash, nor be HEAD or @";
    }
    if (FORBIDDEN.matcher(name).find() || name.contains("..") || name.contains("@{")) {
      return "must not hold spaces, control characters, \"..\", \"@{\" or any of ~^:?*[\\";
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock") || part.endsWith(".")) {
        return "must have parts that are not empty, do not start or end with a dot,"
            + " and do not end with .lock";
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return name;
  }
}
