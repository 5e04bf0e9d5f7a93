package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.schedule.Decision.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowedRootsTest {
  @TempDir Path folder;

  private Path inside;
  private Path outside;
  private AllowedRoots roots;

  @BeforeEach
  void makeFolders() throws IOException {
    Path real = folder.toRealPath();
    inside = Files.createDirectory(real.resolve("inside"));
    outside = Files.createDirectory(real.resolve("outside"));
    roots = new AllowedRoots(List.of(inside));
  }

  @Test
  void theRootItselfAndWhatLiesInItIsAdmitted() throws IOException {
    Path deep = Files.createDirectories(inside.resolve("a/b"));

    assertThat(roots.admit(inside)).isEqualTo(inside);
    assertThat(roots.admit(deep)).isEqualTo(deep);
    assertThat(roots.admit(inside.resolve("a/../a/./b"))).isEqualTo(deep);
    assertThat(roots.admit(inside.resolve("not/there"))).isEqualTo(inside.resolve("not/there"));
  }

  @Test
  void nothingTellsWhetherAPathOutsideExists() throws IOException {
    Files.createDirectory(outside.resolve("there"));

    String there = refusal(outside.resolve("there"));

    assertThat(refusal(outside.resolve("not-there"))).isEqualTo(there);
    assertThat(refusal(outside.resolve("there/../../nowhere"))).isEqualTo(there);
    assertThat(refusal(Path.of("/"))).isEqualTo(there);
    assertThat(refusal(inside.resolveSibling("inside-out"))).isEqualTo(there);
  }

  @Test
  void dotsLeadOutOfNothing() {
    String refused = refusal(outside);

    assertThat(refusal(inside.resolve("../outside"))).isEqualTo(refused);
    assertThat(refusal(inside.resolve("not-there/../../outside"))).isEqualTo(refused);
  }

  @Test
  void aLinkCountsAsWhatItLeadsTo() throws IOException {
    Files.createDirectory(outside.resolve("there"));
    Path out = Files.createSymbolicLink(inside.resolve("out"), outside);
    Path in = Files.createSymbolicLink(outside.resolve("in"), inside);
    Path nowhere = Files.createSymbolicLink(inside.resolve("nowhere"), outside.resolve("later"));
    String refused = refusal(outside);

    assertThat(refusal(out)).isEqualTo(refused);
    assertThat(refusal(out.resolve("there"))).isEqualTo(refused);
    assertThat(refusal(out.resolve("not-there"))).isEqualTo(refused);
    assertThat(refusal(out.resolve("../inside/../outside"))).isEqualTo(refused);
    assertThat(refusal(nowhere)).isEqualTo(refused);
    assertThat(refusal(nowhere.resolve("deeper"))).isEqualTo(refused);
    assertThat(roots.admit(in)).isEqualTo(inside);
  }

  private String refusal(Path path) {
    var refused = catchThrowableOfType(OrchestrationException.class, () -> roots.admit(path));
    assertThat(refused).as(path.toString()).isNotNull();
    assertThat(refused.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    return refused.getMessage() + refused.remedy();
  }
}
