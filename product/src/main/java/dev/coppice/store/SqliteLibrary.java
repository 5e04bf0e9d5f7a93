package dev.coppice.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// The native part of SQLite, unpacked once beside the data instead of anew at every start, which
/// would cost more than everything else about opening a log.
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /// Points the driver at the unpacked library, unless somebody did so already. Whatever goes wrong
  /// here is no failure: the driver then unpacks the library by itself.
  static void unpackInto(Path dataDir) {
    if (System.getProperty(PATH) != null) {
      return;
    }
    String platform = LibraryLoaderUtil.getNativeLibResourcePath();
    String name = LibraryLoaderUtil.getNativeLibName();
    // Named by version and platform, since a data directory can outlive both.
    String version =
        SQLiteJDBCLoader.getVersion() + platform.replaceFirst(".*/native/", "-").replace('/', '-');
    Path directory = dataDir.toAbsolutePath().resolve("lib").resolve("sqlite-" + version);
    @Nullable URL resource = SQLiteJDBCLoader.class.getResource(platform + "/" + name);
    try {
      if (resource != null) {
        unpack(resource, directory.resolve(name), directory);
        System.setProperty(PATH, directory.toString());
      }
    } catch (IOException | StoreException _) {
      // The data directory may be read-only.
    }
  }

  private static void unpack(URL resource, Path file, Path directory) throws IOException {
    boolean whole =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.size(file) == resource.openConnection().getContentLengthLong();
    if (!whole) {
      try (InputStream in = resource.openStream()) {
        Disk.createPrivateDirectory(directory);
        Disk.replace(file, in.readAllBytes());
      }
    }
  }
}
