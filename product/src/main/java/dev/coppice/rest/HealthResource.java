package dev.coppice.rest;

import java.time.InstantSource;

/// The one answer that needs no token: that we are here, and which version.
record HealthResource(InstantSource clock, String version) {
  void addTo(Router router) {
    router.on(
        "GET",
        "/health",
        (_, _) -> Answer.json("status", "ok", "timestamp", clock.instant(), "version", version));
  }
}
