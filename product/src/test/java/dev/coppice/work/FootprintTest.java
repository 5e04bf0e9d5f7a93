package dev.coppice.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.roadmap.ModuleId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FootprintTest {
  private static Footprint touching(String module, String... paths) {
    return new Footprint(new ModuleId(module), List.of(paths), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "src/a,        src/a,      true",
    "src/a,        src/a/b/c,  true",
    "src/a/b/c,    src/a,      true",
    "src/a,        src/ab,     false",
    "src/a,        src/b,      false",
    "./src/a/,     src/a/b,    true",
    "src/a/File.java, src/a/File.java, true",
    "src/A,        src/a,      false"
  })
  void onePathOverlapsAnotherWhereItIsOrContainsIt(String mine, String theirs, boolean overlaps) {
    assertThat(touching("m", mine).overlaps(touching("n", theirs))).isEqualTo(overlaps);
    assertThat(touching("n", theirs).overlaps(touching("m", mine))).isEqualTo(overlaps);
  }

  @org.junit.jupiter.api.Test
  void unknownPathsOverlapNothing() {
    assertThat(touching("m").overlaps(touching("n", "src"))).isFalse();
    assertThat(touching("n", "src").overlaps(touching("m"))).isFalse();
  }

  @org.junit.jupiter.api.Test
  void needingIsMutual() {
    var app = new Footprint(new ModuleId("app"), List.of(), List.of(new ModuleId("base")));

    assertThat(app.dependsOn(touching("base"))).isTrue();
    assertThat(touching("base").dependsOn(app)).isTrue();
    assertThat(app.dependsOn(touching("other"))).isFalse();
  }
}
