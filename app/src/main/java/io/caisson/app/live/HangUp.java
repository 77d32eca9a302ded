package io.caisson.app.live;

import sun.misc.Signal;

/** SIGHUP: the order to read the files again. */
final class HangUp {
    private HangUp() {}

    /** From now on the signal runs this, on a thread of the virtual machine's. */
    static void runs(Runnable order) {
        Signal.handle(new Signal("HUP"), signal -> order.run());
    }
}
