package io.caisson.bench.side;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, for a terminal or for a page. */
final class Grid {
    private final List<List<String>> rows = new ArrayList<>();

    Grid(List<String> header) {
        rows.add(List.copyOf(header));
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** Columns of equal width, the first two to the left and the last as it is. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String space = " ".repeat(width(i) - cell.length());
                boolean left = i < 2 || i == row.size() - 1;
                line.append(left ? cell + space : space + cell).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
            if (i == 0) {
                for (int column = 0; column < row.size(); column++) {
                    text.append(column < 2 || column == row.size() - 1 ? "|---" : "|---:");
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> column < row.size() ? row.get(column).length() : 0)
                .max()
                .orElse(0);
    }
}
