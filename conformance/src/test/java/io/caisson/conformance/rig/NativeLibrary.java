package io.caisson.conformance.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The product's native library, compiled for a run. */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** Compiles it into a folder; answers the options of Java with which the product uses it. */
    public static String options(Path folder) throws IOException, InterruptedException {
        var library = folder.resolve("libcaisson.so");
        var include = Path.of(System.getProperty("java.home"), "include");
        var command = List.of(
                "cc",
                "-O2",
                "-shared",
                "-fPIC",
                "-I" + include,
                "-I" + include.resolve("linux"),
                "-o",
                library.toString(),
                Path.of("../server/src/main/native/accelerator.c")
                        .toAbsolutePath()
                        .toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("the native library does not compile");
        }
        return "--enable-native-access=ALL-UNNAMED -Dcaisson.accelerator=" + library;
    }
}
