package io.caisson.core.config.file;

import java.util.Optional;

/**
 * That a listener is no way in for clients but an authorization plugin, which an engine asks.
 *
 * @param specFile where the file is written by which the engine finds it; empty where the socket's own place does
 */
public record PluginSpec(Optional<String> specFile) {}
