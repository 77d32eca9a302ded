package io.caisson.core.archive;

import io.caisson.core.archive.ArchiveRules.Ask;
import io.caisson.core.reason.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges a Dockerfile by what it takes from elsewhere, in every way in which engines read it. */
final class DockerfileJudge {
    private static final int INSTRUCTIONS_MAX = 10_000;

    private final ArchiveRules rules;
    private final Map<String, String> arguments;

    /**
     * A judge.
     *
     * @param arguments that the call gives the build
     */
    DockerfileJudge(ArchiveRules rules, Map<String, String> arguments) {
        this.rules = rules;
        this.arguments = Map.copyOf(arguments);
    }

    /** Judges the text of a Dockerfile. */
    void judge(String text) throws BuildFault {
        List<List<Instruction>> readings = new ArrayList<>();
        for (DockerfileReading reading : DockerfileReading.all()) {
            List<Instruction> instructions = DockerfileLines.read(text, reading);
            if (instructions.size() > INSTRUCTIONS_MAX) {
                throw BuildFault.unclear("the Dockerfile has more than " + INSTRUCTIONS_MAX + " instructions");
            }
            readings.add(instructions);
        }
        // A stage that only some engines see must not stand for an image that others would take.
        Set<String> stages = stages(readings.getFirst());
        for (List<Instruction> reading : readings) {
            stages.retainAll(stages(reading));
        }
        for (List<Instruction> reading : readings) {
            judge(reading, stages);
        }
    }

    private static Set<String> stages(List<Instruction> instructions) {
        Set<String> names = new HashSet<>();
        for (Instruction instruction : instructions) {
            List<String> words = instruction.words();
            if (instruction.name().equals("FROM")
                    && words.size() == 3
                    && words.get(1).equalsIgnoreCase("AS")) {
                names.add(words.get(2).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private void judge(List<Instruction> instructions, Set<String> stages) throws BuildFault {
        BuildArguments values = new BuildArguments(arguments);
        Set<String> earlier = new HashSet<>();
        boolean begun = false;
        for (Instruction instruction : instructions) {
            if (instruction.name().equals("ARG") && !begun) {
                values.declare(instruction);
            } else if (instruction.name().equals("FROM")) {
                begun = true;
                from(instruction, values, earlier, stages);
            } else {
                command(instruction, earlier);
            }
        }
    }

    private void from(Instruction from, BuildArguments values, Set<String> earlier, Set<String> stages)
            throws BuildFault {
        for (String flag : from.flags()) {
            if (!flag.startsWith("platform=")) {
                ask(Ask.BUILD_OPTION, "--" + flag, "FROM --" + flag);
            }
        }
        List<String> words = from.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw BuildFault.unclear(
                    "`FROM " + from.rest() + "` is not of the form `FROM image` or `FROM image AS name`");
        }
        String image = values.fill(words.getFirst());
        if (!image.equals("scratch") && !earlier.contains(image.toLowerCase(Locale.ROOT))) {
            ask(Ask.IMAGE, image, "FROM " + words.getFirst());
        }
        if (named) {
            String name = words.get(2).toLowerCase(Locale.ROOT);
            if (stages.contains(name)) {
                earlier.add(name);
            }
        }
    }

    private void command(Instruction instruction, Set<String> stages) throws BuildFault {
        switch (instruction.name()) {
            case "COPY" -> copy(instruction, stages);
            case "ADD" -> {
                copy(instruction, stages);
                sources(instruction);
            }
            case "RUN" -> run(instruction, stages);
            // What is said here comes to pass in a build from this image: in that of another, perhaps.
            case "ONBUILD" -> command(Instruction.of(instruction.rest()), stages);
            default -> {}
        }
    }

    private void copy(Instruction copy, Set<String> stages) throws BuildFault {
        for (String flag : copy.flags()) {
            if (flag.startsWith("from=")) {
                image(flag.substring("from=".length()), stages, copy.name() + " --" + flag);
            }
        }
    }

    private void image(String name, Set<String> stages, String shown) throws BuildFault {
        if (!isPlain(name)) {
            throw BuildFault.unclear("`" + shown + "` names its image by a variable or in quotes; write it out");
        }
        boolean index = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!index && !name.equals("scratch") && !stages.contains(name.toLowerCase(Locale.ROOT))) {
            ask(Ask.IMAGE, name, shown);
        }
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c == '$' || c == '"' || c == '\'' || c == '\\');
    }

    private void sources(Instruction add) throws BuildFault {
        for (String word : add.words()) {
            String source = bare(word);
            String lower = source.toLowerCase(Locale.ROOT);
            boolean remote = lower.contains("://")
                    || lower.startsWith("git@")
                    || lower.startsWith("github.com/")
                    || lower.indexOf('@') > 0 && lower.indexOf(':') > lower.indexOf('@');
            if (remote || source.indexOf('$') >= 0) {
                ask(Ask.REMOTE, source, "ADD " + source);
            }
        }
    }

    /** A source without what a list of sources has around it. */
    private static String bare(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && "[\"',".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "]\"',".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(start, end);
    }

    private void run(Instruction run, Set<String> stages) throws BuildFault {
        for (String flag : run.flags()) {
            if (flag.startsWith("mount=")) {
                mount(flag.substring("mount=".length()), stages, "RUN --" + flag);
            } else if (flag.startsWith("network=")) {
                String network = flag.substring("network=".length());
                if (!network.equals("none") && !network.equals("default")) {
                    ask(Ask.NETWORK, network, "RUN --" + flag);
                }
            } else {
                ask(Ask.BUILD_OPTION, "--" + flag, "RUN --" + flag);
            }
        }
    }

    private void mount(String fields, Set<String> stages, String shown) throws BuildFault {
        if (!isPlain(fields)) {
            throw BuildFault.unclear("`" + shown + "` has a variable or quotes; write it out");
        }
        for (String field : fields.split(",", -1)) {
            int equals = field.indexOf('=');
            String key = equals < 0 ? field : field.substring(0, equals);
            if (Instruction.trimmed(key).equalsIgnoreCase("from")) {
                image(field.substring(equals + 1), stages, shown);
            }
        }
    }

    private void ask(Ask ask, String value, String shown) throws BuildFault {
        Optional<String> refusal = rules.refusal(ask, value);
        if (refusal.isPresent()) {
            boolean image = ask == Ask.IMAGE;
            throw new BuildFault(
                    image ? Reason.IMAGE_REFUSED : Reason.BUILD_REFUSED,
                    "`" + shown + "` is not allowed" + (image ? " as an image" : "") + "; " + refusal.get());
        }
    }

    /** Refuses a program that is to read the Dockerfile in the engine's place, where the engine would ask for one. */
    void judgeSyntax(String text) throws BuildFault {
        Optional<String> syntax = SyntaxLine.in(text);
        String given = arguments.getOrDefault("BUILDKIT_SYNTAX", "");
        if (!given.isEmpty()) {
            ask(Ask.SYNTAX, given, "BUILDKIT_SYNTAX=" + given);
        }
        if (syntax.isPresent()) {
            ask(Ask.SYNTAX, syntax.get(), "syntax=" + syntax.get());
        }
    }
}
