package io.caisson.app.tool.cases;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcome as the XML that build servers read: a suite for each file. */
public final class JUnitReport {
    private JUnitReport() {}

    /** The whole document. */
    public static String of(Map<String, List<Verdict>> files) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        files.forEach((file, verdicts) -> suite(file, verdicts, out));
        return out.append("</testsuites>\n").toString();
    }

    private static void suite(String file, List<Verdict> verdicts, StringBuilder out) {
        long failed = verdicts.stream().filter(each -> !each.passed()).count();
        long nanos = verdicts.stream().mapToLong(Verdict::nanos).sum();
        out.append("  <testsuite name=\"").append(escaped(file));
        out.append("\" tests=\"").append(verdicts.size());
        out.append("\" failures=\"").append(failed);
        out.append("\" errors=\"0\" skipped=\"0\" time=\"")
                .append(seconds(nanos))
                .append("\">\n");
        for (Verdict verdict : verdicts) {
            out.append("    <testcase classname=\"").append(escaped(verdict.of().policy()));
            out.append("\" name=\"").append(escaped(verdict.of().name()));
            out.append("\" file=\"").append(escaped(verdict.of().position().file()));
            out.append("\" line=\"").append(verdict.of().position().line());
            out.append("\" time=\"").append(seconds(verdict.nanos())).append('"');
            if (verdict.passed()) {
                out.append("/>\n");
            } else {
                out.append(">\n      <failure message=\"")
                        .append(escaped(verdict.differences().getFirst()));
                out.append("\">").append(escaped(String.join("\n", verdict.differences())));
                out.append("</failure>\n    </testcase>\n");
            }
        }
        out.append("  </testsuite>\n");
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
    }

    /** Text as XML 1.0 can hold it: what it cannot is replaced. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append("&#10;");
                case '\t' -> out.append("&#9;");
                default -> {
                    boolean allowed = c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000;
                    out.appendCodePoint(allowed ? c : 0xfffd);
                }
            }
        });
        return out.toString();
    }
}
