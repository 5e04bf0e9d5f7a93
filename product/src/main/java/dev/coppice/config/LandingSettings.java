package dev.coppice.config;

import org.jspecify.annotations.Nullable;

/// How verified work reaches the target branch.
///
/// @param target the branch to land on; absent means the one the repository itself calls its main
/// @param approve who approves a landing; absent means that autonomy decides
/// @param sign whether landing commits are signed
public record LandingSettings(@Nullable String target, @Nullable Approval approve, boolean sign) {
  /// Who approves a landing.
  public enum Approval {
    HUMAN,
    AUTO
  }

  static LandingSettings read(Section section, Values values) {
    return new LandingSettings(
        section.getOrNull("target", values::branch),
        section.getOrNull("approve", values.choice(Approval.class)),
        section.get("sign", false, values::flag));
  }
}
