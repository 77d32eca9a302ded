package io.caisson.bench.side;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A proxy under test, read from {@code bench/contenders/NAME/contender.properties}: its command line is data.
 *
 * @param name its folder
 * @param label a word for table columns
 * @param title what it is, for people
 * @param version a command that prints the version
 * @param build a command to run before the first start, or empty
 * @param command with placeholders: {@code @socket@}, {@code @engine@}, {@code @run@} (a folder of its own in
 *     {@code @scratch@}, the run's), {@code @home@} (the repository), {@code @port@} and {@code @secure@} (free ones)
 * @param files configurations, copied to the scratch folder with their placeholders filled in
 * @param environment variables, with placeholders
 * @param cores which cores it may use, as taskset's list
 * @param loops how many threads of it work on requests
 */
record Contender(
        String name,
        Path folder,
        String label,
        String title,
        String version,
        String build,
        String command,
        List<String> files,
        Map<String, String> environment,
        String cores,
        int loops) {
    private static final String ENVIRONMENT = "env.";
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);

    Contender {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** Reads a contender; {@code extends=NAME} takes everything from another first. */
    static Contender read(Path contenders, String name) throws IOException {
        Properties properties = properties(contenders, name);
        Map<String, String> environment = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(ENVIRONMENT)) {
                environment.put(key.substring(ENVIRONMENT.length()), properties.getProperty(key));
            }
        }
        String files = properties.getProperty("files", "");
        return new Contender(
                name,
                contenders.resolve(properties.getProperty("extends", name)),
                properties.getProperty("label", name),
                properties.getProperty("title", name),
                properties.getProperty("version", ""),
                properties.getProperty("build", ""),
                properties.getProperty("command"),
                files.isEmpty() ? List.of() : List.of(files.split(",", -1)),
                environment,
                properties.getProperty("cores", "0"),
                Integer.parseInt(properties.getProperty("loops", "1")));
    }

    private static Properties properties(Path contenders, String name) throws IOException {
        Properties own = new Properties();
        try (Reader reader = Files.newBufferedReader(contenders.resolve(name).resolve("contender.properties"))) {
            own.load(reader);
        }
        String base = own.getProperty("extends");
        if (base == null) {
            return own;
        }
        Properties all = properties(contenders, base);
        all.putAll(own);
        return all;
    }

    /**
     * Builds it where that is needed.
     *
     * @throws IOException when the build fails, with its output
     */
    void prepare(Placeholders placeholders) throws IOException {
        if (!build.isEmpty()) {
            Command.output(placeholders.command(build), Map.of(), BUILD_LIMIT);
        }
    }
}
