package io.caisson.app.demo.process;

/** The user pressed control-C at a terminal while a line was read. */
final class KeyboardInterrupt extends Exception {
    private static final long serialVersionUID = 1;
}
