package io.caisson.core.config;

/** How records are written. */
public enum LogFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** One short line of text, for people. */
    TEXT
}
