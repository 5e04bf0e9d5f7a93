package dev.coppice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coppice.agent.AttemptId;
import org.junit.jupiter.api.Test;

class TokensTest {
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  private static final AttemptId ATTEMPT = new AttemptId("a-1");

  private final Tokens tokens = new Tokens(SECRET);

  @Test
  void theSecretIsAdmin() {
    Caller caller = tokens.caller(SECRET).orElseThrow();

    assertThat(caller.may(Scope.ADMIN)).isTrue();
    assertThat(caller.may(Scope.READ)).isTrue();
    assertThat(caller.may(Scope.AGENT)).isFalse();
    assertThat(caller.fingerprint()).hasSize(8);
    assertThat(SECRET).doesNotContain(caller.fingerprint());
  }

  @Test
  void aDerivedTokenOpensItsOwnScopeOnly() {
    Caller reader = tokens.caller(tokens.reader()).orElseThrow();
    Caller agent = tokens.caller(tokens.ofAttempt(ATTEMPT)).orElseThrow();

    assertThat(reader.may(Scope.READ)).isTrue();
    assertThat(reader.may(Scope.ADMIN)).isFalse();
    assertThat(reader.may(Scope.AGENT)).isFalse();
    assertThat(agent)
        .isInstanceOfSatisfying(
            Caller.OfAttempt.class, it -> assertThat(it.attempt()).isEqualTo(ATTEMPT));
    assertThat(agent.may(Scope.AGENT)).isTrue();
    assertThat(agent.may(Scope.READ)).isFalse();
    assertThat(agent.may(Scope.ADMIN)).isFalse();
  }

  @Test
  void whatIsChangedInATokenMakesItNobodys() {
    String ofAttempt = tokens.ofAttempt(ATTEMPT);
    for (int i = 0; i < ofAttempt.length(); i++) {
      char other = ofAttempt.charAt(i) == 'A' ? 'B' : 'A';
      String changed = ofAttempt.substring(0, i) + other + ofAttempt.substring(i + 1);
      assertThat(tokens.caller(changed)).as(changed).isEmpty();
    }
    assertThat(tokens.caller("")).isEmpty();
    assertThat(tokens.caller("read.")).isEmpty();
    assertThat(tokens.caller(SECRET.substring(1))).isEmpty();
    assertThat(new Tokens(SECRET + "x").caller(tokens.reader())).isEmpty();
  }

  @Test
  void aSecretThatIsAcceptedLaterHoldsBesideTheFirst() {
    String reader = tokens.reader();
    tokens.accept("another secret that is long enough");

    assertThat(tokens.caller(SECRET)).isPresent();
    assertThat(tokens.caller(reader)).isPresent();
    assertThat(tokens.caller("another secret that is long enough")).isPresent();
    assertThat(tokens.caller(tokens.reader())).isPresent();
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Tokens("short"));
  }

  @Test
  void noTokenIsToldInText() {
    assertThat(tokens.toString()).doesNotContain(SECRET);
  }
}
