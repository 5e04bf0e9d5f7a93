package dev.coppice.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// The native part of SQLite, unpacked once beside the data instead of anew at every start, which
/// would cost more than everything else about opening a log.
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private SqliteLibrary() {}

  /// Points the driver at the unpacked library, unless somebody did so already. Whatever goes wrong
  /// here is no failure: the driver then unpacks the library by itself.
  static void unpackInto(Path dataDir) {
    if (System.getProperty(PATH) != null) {
      return;
    }
    // Named by version and platform, since a data directory can outlive both.
    String platform =
        LibraryLoaderUtil.getNativeLibResourcePath()
            .replaceFirst(".*/native/", "")
            .replace('/', '-');
    String name =
        String.join(
            "-",
            "sqlite",
            SQLiteJDBCLoader.getVersion(),
            platform,
            LibraryLoaderUtil.getNativeLibName());
    Path file = dataDir.toAbsolutePath().resolve("lib").resolve(name);
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || unpack(file)) {
        System.setProperty(PATH, file.resolveSibling(".").normalize().toString());
        System.setProperty(NAME, name);
      }
    } catch (IOException | StoreException _) {
      // The data directory may be read-only.
    }
  }

  private static boolean unpack(Path file) throws IOException {
    String resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        return false;
      }
      Disk.createPrivateDirectory(file.resolveSibling(".").normalize());
      Disk.createOnce(file, in.readAllBytes());
      return true;
    }
  }
}
