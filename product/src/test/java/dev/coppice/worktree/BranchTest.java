package dev.coppice.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names that reach git are checked where they are born.
class BranchTest {
  @ParameterizedTest
  @ValueSource(strings = {"main", "module/auth", "a.b/c-d_e", "v1.2", "ünï/日本", "HEADs"})
  void aPlainBranchNameIsTaken(String name) {
    assertThat(new Branch(name).ref()).isEqualTo("refs/heads/" + name);
    assertThat(Branch.ofRef("refs/heads/" + name)).isEqualTo(new Branch(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-x",
        "HEAD",
        "@",
        "a b",
        "a..b",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a*",
        "a[b",
        "a\\b",
        "a@{1}",
        "/a",
        "a/",
        "a//b",
        ".a",
        "a/.b",
        "a.lock",
        "a.lock/b",
        "a.",
        "a\tb",
        "a\u007f"
      })
  void whatGitWouldRefuseIsRefused(String name) {
    assertThatThrownBy(() -> new Branch(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HEAD", "abc", "--help", "G123456789012345678901234567890123456789"})
  void anObjectIdIsWholeHex(String text) {
    assertThatThrownBy(() -> new Oid(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdentityCannotCloseItsOwnHeader() {
    assertThatThrownBy(() -> new Identity("A <b>", "a@b", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Identity("A", "a\nb", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTrailerIsOneLine() {
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("Coppice-Module", "a\nCoppice-Checks: forged");
    trailers.put("Coppice-Item", "1");

    assertThat(CommitMessage.of("Subject\n", trailers).text())
        .isEqualTo("Subject\n\nCoppice-Module: a Coppice-Checks: forged\nCoppice-Item: 1\n");
  }
}
