package dev.coppice.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  private static final String MAC = "Zm9vYmFyYmF6cXV4LXNvbWUtYnl0ZXMtbG9uZ18xMjM";
  private static final String KEY =
      """
      -----BEGIN RSA PRIVATE KEY-----
      Proc-Type: 4,ENCRYPTED
      DEK-Info: AES-256-CBC,0123456789ABCDEF

      MIIEowIBAAKCAQEAtn3r+fHk4mYb2uZ0x/8t1Q0CAwEAAQ==
      c2VjcmV0c2VjcmV0c2VjcmV0
      -----END RSA PRIVATE KEY-----
      """;

  /// A text, and what of it must not be shown.
  record Sample(String text, String secret) {
    @Override
    public String toString() {
      return text.lines().findFirst().orElse("");
    }
  }

  static List<Sample> samples() {
    return List.of(
        of("key sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2", "a1B2c3D4"),
        of("sk-ant-api03-aaaa1111bbbb2222cccc", "aaaa1111"),
        of("(ghp_0123456789abcdefghijklmnopqrstuvwxyz)", "0123456789abc"),
        of("GH_TOKEN=gho_0123456789abcdefghijklmnopqrstuvwxyz", "0123456789abc"),
        of("github_pat_11ABCDEFG0123456789_abcdefghij", "11ABCDEFG"),
        of("id AKIAIOSFODNN7EXAMPLE end", "IOSFODNN7"),
        of("AKIAIOSFODNN7EXAMPLE, wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI"),
        of("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMI"),
        of("\"SecretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"", "wJalrXUtnFEMI"),
        of("slack xoxb-123456789012-abcdefABCDEF", "123456789012"),
        of(
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
            "J3jVm"),
        of("Authorization: Bearer abcdef0123456789", "abcdef0123"),
        of("authorization: token 0a1b2c3d4e5f", "0a1b2c3d"),
        of("-H 'Authorization: Basic dXNlcjpwYXNzd29yZDEy'", "dXNlcjpw"),
        of("{\"Authorization\": \"Bearer abcdef0123456789\"}", "abcdef0123"),
        of("sent Bearer abcdef0123456789abcdef", "abcdef0123"),
        of("X-API-Key: 0123abcd4567", "0123abcd"),
        of("postgres://app:hunter2@db.internal:5432/shop", "hunter2"),
        of("git clone https://user:p%40ss@example.org/x.git", "p%40ss"),
        of("https://0123456789abcdef0123456789@example.org/x", "0123456789abcdef"),
        of("token read." + MAC, MAC),
        of("COPPICE_TOKEN=agent.a-17-x." + MAC, MAC),
        of("AIzaSyA0123456789abcdefghijklmnopqrstuv", "SyA0123"),
        of("glpat-0123456789abcdefghij", "0123456789"),
        of("before\n" + KEY + "after", "c2VjcmV0c2Vj"),
        of("{\"key\":\"" + KEY.replace("\n", "\\n") + "\",\"a\":1}", "c2VjcmV0c2Vj"),
        of("KEY='" + KEY.substring(0, 190), "c2Vj"));
  }

  private static Sample of(String text, String secret) {
    return new Sample(text, secret);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatLooksLikeASecretIsLeftOut(Sample sample) {
    assertThat(sample.text).contains(sample.secret);
    assertThat(Redaction.SHAPES.redact(sample.text))
        .contains(Redaction.MARK)
        .doesNotContain(sample.secret);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSecretIsLeftOutWhereverATextIsCutInPieces(Sample sample) {
    String text = "some output\n" + sample.text + "\nmore output, and the end";
    String whole = Redaction.SHAPES.redact(text);
    for (int first = 0; first <= text.length(); first++) {
      for (int size : List.of(1, 2, 7, text.length())) {
        RedactedStream stream = Redaction.SHAPES.stream();
        var shown = new StringBuilder(stream.next(text.substring(0, first)));
        for (int at = first; at < text.length(); at += size) {
          shown.append(stream.next(text.substring(at, Math.min(text.length(), at + size))));
        }
        assertThat(shown.append(stream.end()).toString()).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The task-force-management-of-the-whole-thing2 is a disk-usage-viewer-of-2026",
        "Send the token as `Authorization: Bearer TOKEN`.",
        "Authorization: required for everything",
        "The bearer of good news; basic understanding; Basic Authentication",
        "https://example.org:8443/a/b?c=d#e and http://127.0.0.1:7420/api, ask@example.org",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
        "----------------------------------------",
        "eyJust a word. read.the.manual agent.of.change",
        "commit 3830fac1e5b7e0d4f2a1c9b8d7e6f5a4b3c2d1e0",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "a1b2c3d4-e5f6-7890-abcd-ef0123456789 module/auth@abc123",
        "api_key = config.get(\"key\")"
      })
  void whatOnlyResemblesASecretStays(String text) {
    assertThat(Redaction.SHAPES.redact(text)).isSameAs(text);
    assertThat(Redaction.SHAPES.stream().line(text)).isEqualTo(text);
  }

  @Test
  void aKnownValueIsLeftOutWhereverItStandsAndHoweverItIsWritten() {
    String value = "p\"a\\ss w0rd/ü";
    Redaction redaction = Redaction.of(List.of(value, "short", "hunter2hunter2"));
    assertThat(redaction.redact("x" + value + "y hunter2hunter2 short"))
        .isEqualTo("x[redacted]y [redacted] short");
    assertThat(redaction.redact("{\"a\":\"p\\\"a\\\\ss w0rd/ü\"}"))
        .isEqualTo("{\"a\":\"[redacted]\"}");
    assertThat(redaction.redact("?a=p%22a%5Css+w0rd%2F%C3%BC")).isEqualTo("?a=[redacted]");
  }

  @Test
  void secretsThatOverlapAreLeftOutTogether() {
    Redaction redaction = Redaction.of(List.of("abcdefgh", "efghijklmnop", "ghijklmnopqrstu"));
    assertThat(redaction.redact("<abcdefghijklmnopqrstu>")).isEqualTo("<[redacted]>");
  }

  @Test
  void ofASecretThatATextEndsWithinNothingIsShown() {
    Redaction redaction = Redaction.of(List.of("correct-horse-battery"));
    assertThat(redaction.redact("it is correct-horse")).isEqualTo("it is [redacted]");
    assertThat(redaction.redact("it is correct")).isEqualTo("it is correct");
  }

  @Test
  void ofAValueWithSeveralLinesEachLongOneIsASecret() {
    Redaction redaction = Redaction.of(List.of(KEY));
    assertThat(redaction.redact("c2VjcmV0c2VjcmV0c2VjcmV0")).isEqualTo(Redaction.MARK);
  }

  @Test
  void aLongValueIsLeftOutToItsEnd() {
    String value = "0123456789abcdef".repeat(200);
    Redaction redaction = Redaction.of(List.of(value));
    assertThat(redaction.redact("a " + value + " b")).isEqualTo("a [redacted] b");
    RedactedStream stream = redaction.stream();
    assertThat(
            stream.next("a " + value.substring(0, 1_500))
                + stream.line(value.substring(1_500) + " b"))
        .isEqualTo("a [redacted] b");
  }

  @Test
  void linesInsideOfAPrivateKeyAreEmpty() {
    RedactedStream stream = Redaction.SHAPES.stream();
    List<String> lines = ("one\n" + KEY + "two").lines().map(stream::line).toList();
    assertThat(lines).containsExactly("one", "[redacted]", "", "", "", "", "", "", "two");
  }

  @Test
  void aPrivateKeyThatDoesNotEndHidesNoMoreThanItCould() {
    RedactedStream stream = Redaction.SHAPES.stream();
    stream.line("if (text.contains(\"-----BEGIN PRIVATE KEY-----\")) {");
    assertThat(stream.line("  return true;")).isEqualTo("  return true;");
  }

  @Test
  void namesSayWhichVariablesHoldSecrets() {
    assertThat(
            Redaction.secrets(
                Map.of("MY_API_KEY", "1", "gh_token", "2", "PATH", "3", "KEYBOARD", "4")))
        .containsExactlyInAnyOrder("1", "2");
    assertThat(Redaction.of(List.of("hunter2hunter2"))).hasToString("Redaction[1]");
  }

  static List<UnaryOperator<String>> hostile() {
    return List.of(
        word -> "sk-".repeat(word.length()),
        word -> "sk-a".repeat(word.length()),
        word -> "eyJ".repeat(word.length()),
        word -> "eyJ".repeat(word.length()) + ".",
        word -> "eyJaaaaaaaa.".repeat(word.length()),
        word -> "://a:".repeat(word.length()),
        word -> "a:a@://".repeat(word.length()),
        word -> "://" + "a:@".repeat(word.length()),
        word -> "-".repeat(3 * word.length()),
        word -> "-----BEGIN ".repeat(word.length()),
        word -> "-----BEGIN PRIVATE KEY".repeat(word.length()),
        word -> "-----BEGIN PRIVATE KEY-----(".repeat(word.length() / 4),
        word -> "authorization: ".repeat(word.length()),
        word -> "bearer ".repeat(word.length()),
        word -> "bearer" + " ".repeat(3 * word.length()),
        word -> "agent.".repeat(word.length()),
        word -> "agent." + "a".repeat(word.length()),
        word -> "AKIA ".repeat(word.length()),
        word -> "hunter2hunter2".repeat(word.length()).substring(1),
        word -> "a".repeat(3 * word.length()));
  }

  /// Four times the text may take four times the time; were it quadratic it would take sixteen.
  @ParameterizedTest
  @MethodSource("hostile")
  void theTimeGrowsWithTheLengthOfTheTextAndNoFaster(UnaryOperator<String> text) {
    Redaction redaction = Redaction.of(List.of("hunter2hunter2hunter3", "a".repeat(40) + "b"));
    String small = text.apply("x".repeat(1 << 16));
    String large = text.apply("x".repeat(1 << 18));
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 6 && best > 8; round++) {
      double ratio = nanos(redaction, large) / nanos(redaction, small);
      best = Math.min(best, ratio);
    }
    assertThat(best).isLessThanOrEqualTo(8);
  }

  private static double nanos(Redaction redaction, String text) {
    long before = System.nanoTime();
    String shown = redaction.redact(text);
    long after = System.nanoTime();
    assertThat(shown).isNotEmpty();
    return after - before;
  }

  @Test
  void aKnownValueIsNeverShownWhateverStandsAroundItAndWhereverItIsCut() {
    var random = new Random(42);
    List<String> words =
        List.of(
            "sk-",
            "eyJ",
            ".",
            "-----",
            "BEGIN PRIVATE KEY-----",
            "END ",
            "://",
            "u:p",
            "@",
            "Bearer ",
            "Authorization: ",
            "0123456789abcdef",
            "secretsecret1",
            "secretsec",
            "\n",
            " ",
            "ü",
            "\"",
            "\\n",
            "agent.",
            "a-1.",
            MAC,
            "AKIA",
            "IOSFODNN7EXAMPLE",
            "x-api-key=");
    Redaction redaction = Redaction.of(List.of("secretsecret1", "cretsecret1x"));
    for (int round = 0; round < 20_000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        text.append(words.get(random.nextInt(words.size())));
      }
      int cut = random.nextInt(text.length() + 1);
      RedactedStream stream = redaction.stream();
      String pieces =
          stream.next(text.substring(0, cut)) + stream.next(text.substring(cut)) + stream.end();
      for (String shown : List.of(pieces, redaction.redact(text.toString()))) {
        assertThat(shown).as(text.toString()).doesNotContain("secretsecret1", "cretsecret1x");
      }
    }
  }
}
