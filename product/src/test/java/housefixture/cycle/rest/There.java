package housefixture.cycle.rest;

import housefixture.cycle.execution.Back;

public record There(Back back) {}
