package dev.coppice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A checkout that has the launcher and just enough around it.
final class MadeCheckout {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private final Path root;

  /// What one start printed and how it ended.
  record Result(int exit, String out, String err) {}

  MadeCheckout(Path root) throws IOException {
    this.root = root;
    for (String name : List.of("coppice", ".mvn/jdk25.sh", ".mvn/launch.sh")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.copy(REPOSITORY.resolve(name), root.resolve(name));
    }
    Files.createDirectories(source().getParent());
    for (Path file : List.of(root.resolve("pom.xml"), root.resolve("product/pom.xml"), source())) {
      Files.writeString(file, "");
    }
    script(
        "mvnw",
        """
        #!/bin/sh
        echo asked >>"${0%/*}/builds"
        for argument in "$@"; do
          case $argument in -Dbuild.folder=*) folder=${argument#*=} ;; esac
        done
        mkdir -p "${folder%/*}/coppice"
        sleep 0.3
        cp "${0%/*}/next.jar" "${folder%/*}/coppice/coppice.jar"
        """);
  }

  Path launcher() {
    return root.resolve("coppice");
  }

  Path launchFolder() {
    return root.resolve("product/target/launch");
  }

  Path source() {
    return root.resolve("product/src/main/Source.txt");
  }

  /// How often the launcher asked for a build.
  int builds() throws IOException {
    return Files.readAllLines(root.resolve("builds")).size();
  }

  /// The next build gives a program that prints `word` and its arguments, or exits with the code
  /// that follows the argument `exit`.
  void offer(String word) throws IOException {
    Path classes = Files.createDirectories(root.resolve("classes-" + word));
    String code =
        """
        public class Program {
          public static void main(String[] arguments) {
            if (arguments.length == 2 && arguments[0].equals("exit")) {
              System.exit(Integer.parseInt(arguments[1]));
            }
            System.out.println("%s " + java.util.List.of(arguments));
          }
        }
        """
            .formatted(word);
    var source =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(null, null, null, List.of("-d", classes.toString()), null, List.of(source))
            .call();
    assertThat(compiled).isTrue();

    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "Program");
    try (OutputStream file = Files.newOutputStream(root.resolve("next.jar"));
        var jar = new JarOutputStream(file, manifest)) {
      jar.putNextEntry(new JarEntry("Program.class"));
      Files.copy(classes.resolve("Program.class"), jar);
    }
  }

  void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Result launch(String... arguments) throws IOException, InterruptedException {
    return finish(start(arguments));
  }

  Process start(String... arguments) throws IOException {
    return builder(launcher(), arguments).start();
  }

  ProcessBuilder builder(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(root.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /// Waits for the end. The output is a few lines, so that no pipe fills up meanwhile.
  Result finish(Process process) throws IOException, InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Result(process.exitValue(), out, err);
  }

  /// True while any process has this checkout on its command line.
  boolean isInUse() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .anyMatch(line -> line.contains(root.toString()));
  }
}
