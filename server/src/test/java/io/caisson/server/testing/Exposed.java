package io.caisson.server.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exposition in the text format, read strictly: help and type before the samples of a metric, no series twice. */
public record Exposed(Map<String, String> types, Map<String, String> help, Map<String, Double> samples) {
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{[^{}]*\\})? (-?[0-9.E+-]+|\\+Inf|NaN)");
    private static final Pattern LABELS = Pattern.compile("\\{([a-z]+=\"[^\"\\\\\n]*\",?)+\\}");

    public static Exposed parse(String text) {
        Exposed exposed = new Exposed(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String line : text.split("\n")) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                once(exposed.help.put(words[2], words[3]), line);
            } else if (line.startsWith("# TYPE ")) {
                once(exposed.types.put(words[2], words[3]), line);
            } else {
                exposed.sample(line);
            }
        }
        return exposed;
    }

    private void sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches()
                || matcher.group(2) != null && !LABELS.matcher(matcher.group(2)).matches()) {
            throw new AssertionError("not a sample: " + line);
        }
        String metric = matcher.group(1).replaceFirst("_(bucket|sum|count)$", "");
        if (!types.containsKey(metric) || !help.containsKey(metric)) {
            throw new AssertionError("a sample before its type and help: " + line);
        }
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        once(
                samples.put(
                        matcher.group(1) + labels,
                        Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity"))),
                line);
    }

    private static void once(Object before, String line) {
        if (before != null) {
            throw new AssertionError("given twice: " + line);
        }
    }

    /** A sample's value; 0 where there is none. */
    public double value(String series) {
        return samples.getOrDefault(series, 0.0);
    }
}
