package dev.coppice.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// `coppice init`: the two files that Coppice reads, where they are missing.
@CommandLine.Command(
    description = "Write a first coppice.yaml and ROADMAP.md; what is there already stays.")
final class InitCommand extends Command {
  @Mixin private final SystemFlags system = new SystemFlags();

  @Override
  Exit run(Session session) {
    Screen screen = session.screen();
    Path top = session.systems().findTop(system.location().repository());
    boolean config = write(screen, top.resolve("coppice.yaml"), StarterFiles.config(top));
    boolean roadmap = write(screen, top.resolve("ROADMAP.md"), StarterFiles.roadmap(top));
    screen.line("");
    screen.line("Next:");
    if (roadmap) {
      screen.line("  1. Describe your modules in ROADMAP.md; agents read it as you write it.");
    } else {
      screen.line("  1. See what Coppice makes of your roadmap: coppice next" + system.again());
    }
    screen.line(
        config
            ? "  2. Name your agent and your checks in coppice.yaml; nothing lands without a check."
            : "  2. See the configuration in force: coppice config" + system.again());
    screen.line("  3. Commit both files, then: coppice run" + system.again());
    return Exit.DONE;
  }

  private static boolean write(Screen screen, Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      screen.line("Wrote " + file + ".");
      return true;
    } catch (FileAlreadyExistsException _) {
      screen.line(file + " is there already and stays as it is.");
      return false;
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.ENVIRONMENT,
          file + " cannot be written: " + e.getMessage(),
          "Make its folder writable.");
    }
  }
}
