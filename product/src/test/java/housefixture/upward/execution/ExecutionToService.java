package housefixture.upward.execution;

import housefixture.upward.orchestration.ServiceToSurface;

public record ExecutionToService(ServiceToSurface above) {}
