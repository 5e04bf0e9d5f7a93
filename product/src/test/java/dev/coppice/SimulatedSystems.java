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
import dev.coppice.cli.Served;
import dev.coppice.cli.Serving;
import dev.coppice.cli.Systems;
import dev.coppice.orchestration.OrchestrationService;
import dev.coppice.orchestration.SimulatedOrchestration;
import dev.coppice.rest.Answer;
import dev.coppice.rest.Request;
import dev.coppice.rest.RestApi;
import dev.coppice.store.Caller;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One simulated system, for every location; what a command opened is written down.
public final class SimulatedSystems implements Systems {
  private final SimulatedOrchestration service;
  private final Path top;
  private final List<Opening> openings = new ArrayList<>();
  private final List<Serving> servings = new ArrayList<>();
  private volatile Duration quiet = Duration.ZERO;
  private volatile @Nullable RunningOwner owner;
  private @Nullable RuntimeException trouble;
  private boolean opened;
  private boolean green = true;
  private int open;

  public SimulatedSystems(SimulatedOrchestration service, Path top) {
    this.service = service;
    this.top = top;
  }

  public SimulatedOrchestration service() {
    return service;
  }

  /// What owners were opened for, in order.
  public List<Opening> openings() {
    return openings;
  }

  /// What servers were opened for, in order.
  public List<Serving> servings() {
    return servings;
  }

  /// Nobody has asked a server for so long.
  public void beQuietFor(Duration time) {
    quiet = time;
  }

  /// How many owners were opened and not closed.
  public int stillOpen() {
    return open;
  }

  /// Another process owns the system.
  public void ownedBy(RunningOwner running) {
    owner = running;
  }

  /// The process that owned the system has ended.
  public void ownedByNobody() {
    owner = null;
  }

  /// Everything fails with this from now on.
  public void failWith(RuntimeException exception) {
    trouble = exception;
  }

  /// The tests of the demo's system fail.
  public void turnRed() {
    green = false;
  }

  private void check() {
    if (trouble != null) {
      throw trouble;
    }
  }

  @Override
  public Path findTop(Path place) {
    check();
    return top;
  }

  @Override
  public Optional<RunningOwner> findOwner(Location location) {
    check();
    return Optional.ofNullable(owner);
  }

  @Override
  public RunningOwner startOwner(Location location) {
    return findOwner(location)
        .orElseThrow(() -> new CommandFailure(Exit.FAILED, "No owner comes up.", "Mend it."));
  }

  @Override
  public Path tokenFile(Location location) {
    check();
    return top.resolve("token");
  }

  @Override
  public String token(Location location, boolean readOnly) {
    check();
    return readOnly ? "read.token" : "admin-token";
  }

  @Override
  public List<String> program() {
    return List.of("/opt/coppice");
  }

  @Override
  public Owner openOwner(Opening opening) {
    check();
    openings.add(opening);
    open++;
    service.open(opening.mode() == Opening.Mode.AUTOPILOT);
    opened = true;
    if (opening.mode() != Opening.Mode.RECORD) {
      service.driveItself();
    }
    return new SimulatedOwner();
  }

  @Override
  public Served serve(Serving serving) {
    check();
    servings.add(serving);
    open++;
    if (!serving.waits()) {
      service.open(serving.opening().mode() == Opening.Mode.AUTOPILOT);
      opened = true;
      service.driveItself();
    }
    return new SimulatedOwner();
  }

  private final class SimulatedOwner implements Served {
    @Override
    public Path tokenFile() {
      return top.resolve("token");
    }

    @Override
    public Duration quiet() {
      return quiet;
    }

    @Override
    public OrchestrationService service() {
      return service;
    }

    @Override
    public Api api() {
      return new SimulatedApi(new RestApi(service));
    }

    @Override
    public URI address() {
      return URI.create("http://127.0.0.1:1");
    }

    @Override
    public void close() {
      open--;
    }
  }

  private record SimulatedApi(RestApi rest) implements Api {
    @Override
    public Reply send(Call call) {
      Answer answer =
          rest.answer(
              Request.of(
                  Caller.Admin.SELF,
                  call.method(),
                  RestApi.ROOT + call.path(),
                  call.body() == null ? "" : call.body(),
                  call.asText()));
      return new Reply(answer.status(), answer.body());
    }

    @Override
    public void close() {}
  }

  @Override
  public Api openStore(Location location) {
    check();
    if (!opened) {
      service.open(false);
      opened = true;
    }
    return new SimulatedApi(new RestApi(service));
  }

  @Override
  public ConfigReport readConfig(Location location) {
    check();
    return location.repository().endsWith("broken")
        ? new ConfigReport(
            top.resolve("coppice.yaml"),
            true,
            List.of("coppice.yaml:3:1: Unknown key `agnet`. Did you mean `agent`?"),
            "",
            List.of())
        : new ConfigReport(
            top.resolve("coppice.yaml"),
            false,
            List.of(),
            "agent: claude   # default\n",
            List.of(new ConfigReport.Entry("agent", "claude", "default")));
  }

  @Override
  public DemoSystem createDemo(DemoRequest request) {
    check();
    return new DemoSystem() {
      @Override
      public Path repository() {
        return request.directory();
      }

      @Override
      public TestRun runTests() {
        return new TestRun(green, "./test.sh", green ? "12 tests" : "1 test failed\n");
      }
    };
  }

  @Override
  public Path log() {
    return top.resolve("coppice.log");
  }

  @Override
  public void train(boolean stays) {
    if (!stays) {
      throw new CommandFailure(Exit.ENVIRONMENT, "No space is left.", "Free some.");
    }
  }
}
