package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.cli.Owner;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import java.net.URI;

/// A system this process owns and answers for on loopback.
record ListeningOwner(OwnedSystem system, RestApi rest, RestServer server) implements Owner {
  @Override
  public OrchestrationService service() {
    return system.service();
  }

  @Override
  public Api api() {
    return new InProcessApi(rest, () -> {});
  }

  @Override
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    system.close();
  }
}
