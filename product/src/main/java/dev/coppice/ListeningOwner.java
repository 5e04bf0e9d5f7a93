package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.cli.Served;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.rest.RestApi;
import dev.coppice.rest.RestServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// A system this process owns and answers for.
record ListeningOwner(OwnedSystem system, RestApi rest, RestServer server, Path tokenFile)
    implements Served {
  private static final Logger LOG = System.getLogger(ListeningOwner.class.getName());

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
  public Duration quiet() {
    return server.activity().quiet();
  }

  @Override
  public void close() {
    server.close();
    system.close();
    LOG.log(Level.INFO, "owner ends, at {0}", server.address());
  }
}
