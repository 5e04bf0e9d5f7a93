package dev.coppice;

import dev.coppice.cli.Api;
import dev.coppice.cli.CommandFailure;
import dev.coppice.cli.ConfigReport;
import dev.coppice.cli.DemoRequest;
import dev.coppice.cli.DemoSystem;
import dev.coppice.cli.Exit;
import dev.coppice.cli.Location;
import dev.coppice.cli.Opening;
import dev.coppice.cli.Owner;
import dev.coppice.cli.RunningOwner;
import dev.coppice.cli.Systems;
import java.nio.file.Path;
import java.util.Optional;

/// Stands where the systems will be wired.
final class NoSystems implements Systems {
  @Override
  public Path findTop(Path place) {
    throw none();
  }

  @Override
  public Optional<RunningOwner> findOwner(Location location) {
    throw none();
  }

  @Override
  public Owner openOwner(Opening opening) {
    throw none();
  }

  @Override
  public Api openStore(Location location) {
    throw none();
  }

  @Override
  public ConfigReport readConfig(Location location) {
    throw none();
  }

  @Override
  public DemoSystem createDemo(DemoRequest request) {
    throw none();
  }

  @Override
  public void train(boolean stays) {
    throw none();
  }

  private static CommandFailure none() {
    return new CommandFailure(Exit.FAILED, "This build has no systems yet.", "Take a newer build.");
  }
}
