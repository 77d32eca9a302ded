package io.caisson.core.config.tree;

/**
 * A place in a file.
 *
 * @param file the file's name as the user wrote it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
