package io.caisson.app.demo.world;

/** Every maximum of the demo engine's world. */
final class Bounds {
    static final int CONTAINERS_MAX = 200;
    static final int EXECS_MAX = 500;
    static final int IMAGES_MAX = 200;
    static final int NETWORKS_MAX = 100;
    static final int VOLUMES_MAX = 200;

    /** Past events that are kept for `--since`; the engine's own number. */
    static final int EVENTS_MAX = 256;

    /** Events that wait for one slow subscriber; later ones are dropped for it. */
    static final int EVENTS_WAITING_MAX = 1024;

    private Bounds() {}
}
