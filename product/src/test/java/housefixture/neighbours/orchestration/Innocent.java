package housefixture.neighbours.orchestration;

import housefixture.neighbours.runner.Starter;
import housefixture.neighbours.store.Rows;

public record Innocent(Starter below, Rows alsoBelow) {}
