package dev.coppice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.StoreException;
import dev.coppice.worktree.RepositoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void everyKindOfRefusalHasAStatusOfItsOwn() {
    assertThat(List.of(Refusal.Kind.values()))
        .extracting(kind -> Trouble.of(new OrchestrationException(kind, "What.", "How.")).status())
        .doesNotHaveDuplicates()
        .allMatch(status -> status >= 400 && status != 500);
  }

  @Test
  void whatAPartSaysOfItselfIsPassedOnWithItsRemedy() {
    Trouble git =
        Trouble.of(
            new RepositoryException(
                RepositoryException.Problem.BUSY, "Git is busy.", "Wait for it."));
    Trouble store = Trouble.of(new StoreException("The disk is full.", "Free some space."));

    assertThat(git.what() + " " + git.remedy()).isEqualTo("Git is busy. Wait for it.");
    assertThat(store.what() + " " + store.remedy()).isEqualTo("The disk is full. Free some space.");
    assertThat(git.isExpected() && store.isExpected()).isTrue();
  }

  @Test
  void nothingUnexpectedNamesAClassOrMoreThanOneLine() {
    List<RuntimeException> unexpected =
        List.of(
            new NullPointerException("Cannot invoke \"dev.coppice.rest.Page.limit()\""),
            new ClassCastException("class java.lang.String cannot be cast to class x.Y"),
            new ArrayIndexOutOfBoundsException(3),
            new IllegalStateException("the folder is gone.\n\tat dev.coppice.Main"),
            new IllegalStateException(),
            new UncheckedIOException("out.log cannot be read", new IOException("EIO")));

    assertThat(unexpected)
        .extracting(Trouble::of)
        .allSatisfy(trouble -> {
          assertThat(trouble.status()).isEqualTo(500);
          assertThat(trouble.isExpected()).isFalse();
          assertThat(trouble.what())
              .startsWith("The orchestrator could not answer")
              .endsWith(".")
              .doesNotContain("dev.coppice", "java.", "Exception", "\n");
        });
  }
}
