package housefixture.upward.orchestration;

import housefixture.upward.rest.SurfaceToRoot;

public record ServiceToSurface(SurfaceToRoot above) {}
