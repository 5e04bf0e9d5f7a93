package dev.coppice.orchestration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// An owner in a process of its own, so that it can be killed.
final class OwnerProcess implements AutoCloseable {
  private final Process process;

  private OwnerProcess(Process process) {
    this.process = process;
  }

  static OwnerProcess start(RealRepository repository) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OwnerProcess.class.getName(),
            repository.folder().toString());
    try {
      return new OwnerProcess(
          new ProcessBuilder(command)
              .redirectError(repository.outsidePath("owner.err").toFile())
              .redirectOutput(repository.outsidePath("owner.out").toFile())
              .start());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Ends it with SIGKILL: it has no chance to do anything about it.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  static void main(String[] arguments) throws InterruptedException {
    RealRepository repository = RealRepository.at(Path.of(arguments[0]));
    RealSystem system = RealSystem.run(repository);
    System.out.println("owns " + system.service().getOrchestrator().orElseThrow().systemId());
    Thread.currentThread().join();
  }
}
