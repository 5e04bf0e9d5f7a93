package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthoritiesTest {
  private static final Listening.Tls TLS = new Listening.Tls(Path.of("k.p12"), "open sesame");

  @Test
  void onLoopbackOnlyItsNamesWithOurPortAreOurs() {
    var ours = new Authorities(Listening.onLoopback(0), () -> 7420, () -> 7420);

    for (String host :
        new String[] {"127.0.0.1:7420", "localhost:7420", "LocalHost:7420", "[::1]:7420"}) {
      assertThat(ours.has(host)).as(host).isTrue();
      assertThat(ours.hasOrigin("http://" + host)).as(host).isTrue();
      assertThat(ours.hasOrigin("https://" + host)).as(host).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":7420",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:7421",
        "127.0.0.1:07420",
        "127.0.0.2:7420",
        "0.0.0.0:7420",
        "[::1]",
        "::1:7420",
        "evil.example:7420",
        "localhost.evil.example:7420",
        "localhost:7420.evil.example",
        "evil.example@localhost:7420",
        "localhost:7420/",
        "localhost:7420 ",
      })
  void whateverElseIsSentIsNot(String host) {
    var ours = new Authorities(Listening.onLoopback(0), () -> 7420, () -> 7420);

    assertThat(ours.has(host)).isFalse();
    assertThat(ours.hasOrigin("http://" + host)).isFalse();
    assertThat(ours.hasOrigin("null")).isFalse();
    assertThat(ours.hasOrigin("file://")).isFalse();
  }

  @Test
  void behindAProxyItsNamesAreOursWithAndWithoutAPort() {
    var listening =
        new Listening(
            "192.0.2.1", 7420, Set.of("coppice.example.com", "proxy.example.com:8443"), null);
    var ours = new Authorities(listening, () -> 7420, () -> 40_000);

    assertThat(ours.has("192.0.2.1:7420")).isTrue();
    assertThat(ours.has("Coppice.Example.com")).isTrue();
    assertThat(ours.has("coppice.example.com:7420")).isTrue();
    assertThat(ours.has("coppice.example.com:8443")).isFalse();
    assertThat(ours.has("proxy.example.com:8443")).isTrue();
    assertThat(ours.has("proxy.example.com")).isFalse();
    assertThat(ours.has("192.0.2.1")).isFalse();
    assertThat(ours.has("192.0.2.1:40000")).isFalse();
    assertThat(ours.has("127.0.0.1:40000")).isTrue();
    assertThat(ours.hasOrigin("https://coppice.example.com")).isTrue();
    assertThat(ours.hasOrigin("https://192.0.2.1:7420")).isFalse();
  }

  @Test
  void withACertificateAPlainPageOfOurNameIsForeign() {
    var listening = new Listening("192.0.2.1", 7420, Set.of("coppice.example.com"), TLS);
    var ours = new Authorities(listening, () -> 7420, () -> 40_000);

    assertThat(ours.hasOrigin("https://192.0.2.1:7420")).isTrue();
    assertThat(ours.hasOrigin("https://coppice.example.com:7420")).isTrue();
    assertThat(ours.hasOrigin("https://localhost:7420")).isTrue();
    assertThat(ours.hasOrigin("http://192.0.2.1:7420")).isFalse();
    assertThat(ours.hasOrigin("http://coppice.example.com")).isFalse();
    assertThat(ours.hasOrigin("http://localhost:7420")).isFalse();
    assertThat(ours.hasOrigin("http://localhost:40000")).isTrue();
    assertThat(listening.toString()).doesNotContain("sesame");
  }

  @Test
  void anAddressOfTheSixthVersionComesInBrackets() {
    var ours =
        new Authorities(
            new Listening("2001:db8::1", 7420, Set.of(), TLS), () -> 7420, () -> 40_000);

    assertThat(ours.has("[2001:db8::1]:7420")).isTrue();
    assertThat(ours.has("2001:db8::1:7420")).isFalse();
  }

  @Test
  void aServerAtEveryAddressIsCalledByAName() {
    var everywhere = new Listening("0.0.0.0", 7420, Set.of("b.example", "a.example"), TLS);

    assertThat(everywhere.nameInUrl()).isEqualTo("a.example");
    assertThat(new Listening("::", 0, Set.of(), TLS).nameInUrl()).isEqualTo("[::]");
    assertThat(Listening.onLoopback(0).nameInUrl()).isEqualTo("127.0.0.1");
  }
}
