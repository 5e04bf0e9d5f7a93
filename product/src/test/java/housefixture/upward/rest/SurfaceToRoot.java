package housefixture.upward.rest;

import housefixture.upward.Root;

public record SurfaceToRoot(Root above) {}
