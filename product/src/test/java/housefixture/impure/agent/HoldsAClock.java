package housefixture.impure.agent;

import java.time.InstantSource;

public record HoldsAClock(InstantSource clock) {}
