package io.caisson.server.proxy;

import io.caisson.core.reason.Reason;
import io.caisson.server.unpack.Packing;
import io.caisson.server.unpack.Unpacker;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Between the loop of an upload and the thread that unpacks it: what either side has for the other. */
final class UploadUnpacking implements Unpacker.Taker {
    private final Exchange exchange;
    private final Upload upload;
    private final int memory;
    private @Nullable Unpacker unpacker;

    private UploadUnpacking(Exchange exchange, Upload upload, int memory) {
        this.exchange = exchange;
        this.upload = upload;
        this.memory = memory;
    }

    /** Starts to unpack; null when the call is refused for want of memory or threads. */
    static @Nullable UploadUnpacking start(Exchange exchange, Upload upload, Packing packing) {
        UploadUnpacking unpacking = new UploadUnpacking(exchange, upload, packing.memory());
        try {
            exchange.session.hold(packing.memory());
        } catch (OverloadedException noRoom) {
            Upload.refuse(exchange, Reason.OVERLOADED, "no memory to unpack " + packing, "");
            return null;
        }
        Unpacker started = Unpacker.start(packing, unpacking);
        if (started == null) {
            exchange.session.release(packing.memory());
            Upload.refuse(exchange, Reason.OVERLOADED, "too many archives are being unpacked", "");
            return null;
        }
        unpacking.unpacker = started;
        return unpacking;
    }

    void give(byte[] packed) {
        Unpacker current = unpacker;
        if (current != null) {
            current.give(packed);
        }
    }

    void end() {
        Unpacker current = unpacker;
        if (current != null) {
            current.end();
        }
    }

    int room() {
        Unpacker current = unpacker;
        return current == null ? EventLoop.READ_BYTES_MAX : current.room();
    }

    /** The engine may get more. */
    void engineTookAll() {
        Unpacker current = unpacker;
        if (current != null) {
            current.taken();
        }
    }

    void leave() {
        Unpacker current = unpacker;
        unpacker = null;
        exchange.session.release(memory);
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public void plain(byte[] bytes) {
        onLoop(() -> {
            upload.unpacked(bytes);
            EngineLink link = exchange.link;
            if (exchange.upload == upload && link != null && !link.hasParked()) {
                engineTookAll();
            }
        });
    }

    @Override
    public void hasRoom() {
        onLoop(exchange.session::readOn);
    }

    @Override
    public void over() {
        onLoop(upload::allUnpacked);
    }

    @Override
    public void failed(boolean grown, String detail) {
        onLoop(() -> Upload.refuse(exchange, grown ? Reason.ARCHIVE_EXPANDS : Reason.ARCHIVE_UNREADABLE, detail, ""));
    }

    private interface Step {
        void run() throws IOException;
    }

    /** Does something on the upload's loop, unless it is over by then. */
    private void onLoop(Step step) {
        exchange.loop.execute(() -> {
            if (exchange.upload == upload && !upload.isOver()) {
                try {
                    step.run();
                } catch (IOException fault) {
                    EngineFaults.broke(exchange, fault);
                } catch (RuntimeException | Error bug) {
                    ClientFaults.bug(exchange, bug);
                }
                exchange.session.resume();
            }
        });
    }
}
