package io.caisson.server.proxy;

import io.caisson.core.reason.Reason;
import java.nio.ByteBuffer;

/** What an exchange waits for in {@link Stage#INSPECTING}, before anything is sent to the engine. */
interface Suspense {
    /** Bytes of the request's body. */
    void fromClient(ByteBuffer buffer);

    /** Bytes of the engine, which was asked or was not. */
    void fromEngine(ByteBuffer buffer);

    /** The engine has ended its side, or broken off. */
    void engineEnded();

    /** The engine's time is up. */
    void engineSilent();

    /** The client's time is up. */
    void clientSilent();

    /** The wait cannot go on. */
    void fault(Reason reason);

    /** Whether the engine's connection is between two answers. */
    boolean leavesLinkFree();

    /** The wait is over, however it ended: lets go of everything that is held. */
    void leave();
}
