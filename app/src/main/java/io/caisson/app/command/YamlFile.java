package io.caisson.app.command;

import io.caisson.core.config.Problem;
import io.caisson.core.config.tree.Node;
import io.caisson.language.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of tools in the language of the policy files. */
final class YamlFile {
    private YamlFile() {}

    /** The tree of a file; {@code -} is standard input. What is wrong is added to the problems. */
    static Optional<Node> read(Path file, List<Problem> problems) {
        String text;
        try {
            byte[] bytes = file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
            text = new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException fault) {
            problems.add(new Problem("", "the file `" + file + "` cannot be read: " + fault));
            return Optional.empty();
        }
        return switch (YamlTree.read(file.toString(), text)) {
            case YamlTree.Result.Tree(Node root) -> Optional.of(root);
            case YamlTree.Result.Malformed(Problem problem) -> {
                problems.add(problem);
                yield Optional.empty();
            }
        };
    }
}
