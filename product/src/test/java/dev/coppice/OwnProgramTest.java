package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnProgramTest {
  private static List<String> java(String line) {
    return OwnProgram.withoutArguments(List.of(line.split(" ")));
  }

  @Test
  void theFlagsAndTheJarStayAndTheArgumentsGo() {
    assertThat(java("/jdk/bin/java -XX:+UseSerialGC -Dx=y -jar /c.jar mcp --repo /r"))
        .containsExactly("/jdk/bin/java", "-XX:+UseSerialGC", "-Dx=y", "-jar", "/c.jar");
    assertThat(java("/jdk/bin/java -cp a:b dev.coppice.Main mcp --repo -jar x"))
        .containsExactly("/jdk/bin/java", "-cp", "a:b", "dev.coppice.Main");
  }

  @Test
  void anotherProgramInThisJvmIsNotStartedForCoppice() {
    assertThatThrownBy(() -> java("/jdk/bin/java -cp a org.junit.Console execute"))
        .hasMessageContaining("not started to run Coppice");
  }
}
