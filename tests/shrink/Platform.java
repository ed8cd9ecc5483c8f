// Java's own classes as one jar that ProGuard can read: `java Platform.java JAR`.
//
// Debian's ProGuard knows class files up to Java 13, and the classes of a newer Java say that they are newer. It takes from
// them only which classes and methods there are, so here they all say 11.

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

public class Platform {
    private static final List<String> MODULES = List.of("java.base", "java.desktop", "java.logging");
    private static final int JAVA_11 = 55;
    /** Where a class file has the lower half of its version. */
    private static final int VERSION = 7;

    public static void main(String[] arguments) throws Exception {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
            for (String module : MODULES) copy(modules.resolve(module), jar);
        }
    }

    private static void copy(Path root, ZipOutputStream jar) throws Exception {
        List<Path> classes;
        try (var files = Files.walk(root)) {
            classes = files.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : classes) {
            String name = root.relativize(file).toString();
            if (name.equals("module-info.class")) continue;
            byte[] bytes = Files.readAllBytes(file);
            bytes[VERSION] = JAVA_11;
            jar.putNextEntry(new ZipEntry(name));
            jar.write(bytes);
        }
    }
}
