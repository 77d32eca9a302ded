package io.caisson.core.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tables of what engines do, as they were read from the engines' sources and tried on live ones. */
final class Facts {
    private Facts() {}

    /** The rows of a table, each by column name. */
    static List<Map<String, String>> rows(String file) {
        try (InputStream in = Facts.class.getResourceAsStream("/facts/" + file)) {
            String[] lines =
                    new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8).split("\n");
            String[] names = lines[0].split("\t", -1);
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                String[] cells = lines[i].split("\t", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int j = 0; j < names.length; j++) {
                    row.put(names[j], j < cells.length ? cells[j] : "");
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
