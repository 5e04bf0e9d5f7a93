import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles and runs in one JVM. {@code test CLASSES} runs every method of every {@code *Test.java};
 * {@code run CLASSES ARGUMENT...} runs the program. CLASSES is an empty folder.
 */
class Build {
  public static void main(String[] arguments) throws Exception {
    boolean test = arguments[0].equals("test");
    Path classes = Path.of(arguments[1]);
    List<Path> sources = javaFiles(Path.of("src"));
    List<Path> tests = test ? javaFiles(Path.of("test")) : List.of();
    sources.addAll(tests);
    if (!compile(sources, classes)) {
      System.out.println("The sources do not compile.");
      System.exit(1);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      if (test) {
        System.exit(runTests(loader, tests) ? 0 : 1);
      }
      loader
          .loadClass("ledger.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = new ArrayList<>();
      files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
      return found;
    }
  }

  private static boolean compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options = List.of("-d", classes.toString(), "-proc:none", "-encoding", "UTF-8");
      var units = files.getJavaFileObjectsFromPaths(sources);
      return compiler.getTask(null, files, null, options, null, units).call();
    }
  }

  private static boolean runTests(ClassLoader loader, List<Path> files) throws Exception {
    int run = 0;
    List<String> failures = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".java", "");
      if (!name.endsWith("Test")) {
        continue;
      }
      Class<?> type = loader.loadClass("ledger." + name);
      for (Method method : testsOf(type)) {
        String failure = failureOf(type, method);
        run++;
        if (failure.isEmpty()) {
          System.out.println("ok      " + name + "." + method.getName());
        } else {
          failures.add("FAILED  " + name + "." + method.getName() + failure);
        }
      }
    }
    failures.forEach(System.out::println); // Last, where whoever reads only the end finds them.
    System.out.println(run + " tests, " + failures.size() + " failed");
    return run > 0 && failures.isEmpty();
  }

  private static List<Method> testsOf(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      boolean hidden = Modifier.isPrivate(method.getModifiers()) || method.isSynthetic();
      if (!hidden && !Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 0) {
        method.setAccessible(true);
        methods.add(method);
      }
    }
    methods.sort(Comparator.comparing(Method::getName));
    return methods;
  }

  private static String failureOf(Class<?> type, Method method) throws Exception {
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      method.invoke(constructor.newInstance());
      return "";
    } catch (InvocationTargetException e) {
      return ": " + e.getCause();
    }
  }
}
