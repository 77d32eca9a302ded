package io.caisson.app.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The native library, compiled for a test. */
public final class NativeLibrary {
    private NativeLibrary() {}

    /** Compiles it; answers the options with which the program uses it. */
    public static List<String> options(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("libcaisson.so");
        String include = Path.of(System.getProperty("java.home"), "include").toString();
        Process compiler = new ProcessBuilder(
                        "cc",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-shared",
                        "-fPIC",
                        "-I" + include,
                        "-I" + include + "/linux",
                        "-o",
                        library.toString(),
                        Path.of("../server/src/main/native/accelerator.c")
                                .toAbsolutePath()
                                .toString())
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException("the native library does not compile");
        }
        return List.of("--enable-native-access=ALL-UNNAMED", "-Dcaisson.accelerator=" + library);
    }
}
