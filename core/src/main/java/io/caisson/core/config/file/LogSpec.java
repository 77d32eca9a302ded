package io.caisson.core.config.file;

import io.caisson.core.config.LogFormat;
import io.caisson.core.config.LogLevel;
import java.util.Optional;

/**
 * How records are written; empty where it is not said.
 *
 * @param level least severe record that is written
 * @param format text or JSON
 */
public record LogSpec(Optional<LogLevel> level, Optional<LogFormat> format) {
    /** Nothing is said. */
    public static final LogSpec NONE = new LogSpec(Optional.empty(), Optional.empty());
}
