package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.Exit;
import dev.coppice.orchestration.OrchestrationException;
import dev.coppice.schedule.Decision.Refusal;
import dev.coppice.store.StoreException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void aDecisionThatCannotBeWrittenDownIsTheMachinesFault() {
    var refusal =
        new OrchestrationException(Refusal.Kind.CONFLICT, "The disk is full.", "Free some space.");

    assertThat(exitOf(refusal)).isEqualTo(Exit.REFUSED);
    refusal.initCause(new StoreException("The disk is full.", "Free some space."));
    assertThat(exitOf(refusal)).isEqualTo(Exit.ENVIRONMENT);
  }

  private static Exit exitOf(RuntimeException thrown) {
    return catchThrowableOfType(
            CommandFailure.class,
            () -> {
              var _ =
                  Failures.told(() -> {
                    throw thrown;
                  });
            })
        .exit();
  }
}
