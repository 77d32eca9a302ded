package io.caisson.server.listener;

import java.net.SocketAddress;

/** A listening socket that the service manager opened before this process began. */
public final class InheritedAddress extends SocketAddress {
    private static final long serialVersionUID = 1;

    private final String name;
    private final int descriptor;

    /**
     * A socket by its name.
     *
     * @param descriptor its descriptor in this process
     */
    public InheritedAddress(String name, int descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Whether it is a unix socket and not TCP.
     *
     * @throws BindFault when it is neither
     */
    public boolean isUnix() throws BindFault {
        return InheritedSocket.isUnix(this);
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InheritedAddress same && same.descriptor == descriptor;
    }

    @Override
    public int hashCode() {
        return descriptor;
    }

    @Override
    public String toString() {
        return "fd://" + name;
    }
}
