package dev.coppice.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellEnvironmentTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/mine",
          "API_KEY", "secret",
          "COPPICE_TOKEN", "secret",
          "BASH_ENV", "/x",
          "npm_config_//r/:tok", "t");

  @Test
  void secretsGoThroughTheEnvironmentAndNeverIntoArguments() {
    assertThat(ShellEnvironment.passed(ENVIRONMENT, "/shim"))
        .containsOnly(
            Map.entry("PATH", "/shim"),
            Map.entry("LC_ALL", "C"),
            Map.entry("API_KEY", "secret"),
            Map.entry("COPPICE_TOKEN", "secret"),
            Map.entry("npm_config_//r/:tok", "t"));
    assertThat(ShellEnvironment.arguments(ENVIRONMENT)).noneMatch(it -> it.contains("secret"));
  }

  @Test
  void whatAShellWouldAddIsTakenAwayAgain() {
    assertThat(ShellEnvironment.arguments(ENVIRONMENT))
        .containsExactly(
            "-u",
            "_",
            "-u",
            "PWD",
            "-u",
            "OLDPWD",
            "-u",
            "SHLVL",
            "-u",
            "LC_ALL",
            "BASH_ENV=/x",
            "PATH=/mine");
    assertThat(ShellEnvironment.arguments(Map.of("SHLVL", "3", "LC_ALL", "de")))
        .containsExactly(
            "-u", "_", "-u", "PWD", "-u", "OLDPWD", "-u", "PATH", "LC_ALL=de", "SHLVL=3");
  }
}
