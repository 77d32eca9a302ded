/** The policy language: files in YAML, conditions in CEL. A plain start from the environment loads nothing of it. */
module io.caisson.language {
    requires transitive io.caisson.core;
    requires java.logging; // for the libraries on the class path
    requires org.snakeyaml.engine;
    requires static org.jspecify;

    exports io.caisson.language;
    exports io.caisson.language.importing;
    exports io.caisson.language.yaml;
}
