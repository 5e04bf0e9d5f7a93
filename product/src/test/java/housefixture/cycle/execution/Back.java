package housefixture.cycle.execution;

import housefixture.cycle.rest.There;

public record Back(There there) {}
