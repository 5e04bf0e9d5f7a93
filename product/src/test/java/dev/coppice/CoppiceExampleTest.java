package dev.coppice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that people copy from the README compiles.
class CoppiceExampleTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");

  @TempDir Path classes;

  private static String readme() throws IOException {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("README.md"))) {
        return Files.readString(folder.resolve("README.md"));
      }
    }
    throw new AssertionError("no README.md above " + Path.of("").toAbsolutePath());
  }

  @Test
  void theReadmesExampleCompiles() throws IOException {
    Matcher block = BLOCK.matcher(readme());
    assertThat(block.find()).as("a java block in README.md").isTrue();
    String source = block.group(1);
    Matcher name = CLASS.matcher(source);
    assertThat(name.find()).as(source).isTrue();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(new Source(name.group(1), source)))
            .call();
    assertThat(compiled).as(said.toString()).isTrue();
    assertThat(classes.resolve(name.group(1) + ".class")).exists();
  }

  /// Source text that lies in no file.
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
