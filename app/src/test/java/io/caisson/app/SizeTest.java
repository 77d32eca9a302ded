package io.caisson.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Sources stay within the sizes of the house style. */
class SizeTest {
    private static final int METHOD_LINES_MAX = 70;
    private static final int COLUMNS_MAX = 120;
    private static final Path TOP = Path.of("..");

    @Test
    void no_method_is_longer_than_its_ceiling() throws IOException {
        List<String> tooLong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources("src")));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            int methods = 0;
            for (CompilationUnitTree unit : task.parse()) {
                MethodSizes sizes = new MethodSizes(unit, positions, tooLong);
                sizes.scan(unit, null);
                methods += sizes.methods;
            }
            // The parser read something at all.
            assertThat(methods).isGreaterThan(1_000);
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void no_line_of_the_product_is_wider_than_its_ceiling() throws IOException {
        List<String> tooWide = new ArrayList<>();
        for (Path file : sources("src/main")) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                // What is sent or printed is not broken.
                boolean text = lines.get(i).strip().startsWith("\"") || isInTextBlock(lines, i);
                if (lines.get(i).length() > COLUMNS_MAX && !text) {
                    tooWide.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(tooWide).isEmpty();
    }

    private static boolean isInTextBlock(List<String> lines, int line) {
        long quotes = lines.subList(0, line).stream()
                .filter(text -> text.contains("\"\"\""))
                .count();
        return quotes % 2 == 1;
    }

    private static List<Path> sources(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("core", "language", "server", "app", "conformance", "bench")) {
            if (!Files.isDirectory(TOP.resolve(module).resolve(folder))) {
                continue;
            }
            try (Stream<Path> tree = Files.walk(TOP.resolve(module).resolve(folder))) {
                files.addAll(
                        tree.filter(file -> file.toString().endsWith(".java")).toList());
            }
        }
        return files;
    }

    private static final class MethodSizes extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;
        private int methods;

        MethodSizes(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            methods++;
            LineMap lines = unit.getLineMap();
            long from = lines.getLineNumber(positions.getStartPosition(unit, method));
            long to = lines.getLineNumber(positions.getEndPosition(unit, method));
            if (to - from + 1 > METHOD_LINES_MAX) {
                tooLong.add(unit.getSourceFile().getName() + ":" + from + " " + method.getName() + " has "
                        + (to - from + 1) + " lines");
            }
            return super.visitMethod(method, nothing);
        }
    }
}
