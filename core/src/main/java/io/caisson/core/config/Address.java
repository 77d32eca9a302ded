package io.caisson.core.config;

/** Where to listen or whom to call. */
public sealed interface Address {
    /**
     * A unix stream socket.
     *
     * @param path absolute path of the socket file
     */
    record Unix(String path) implements Address {
        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A TCP endpoint.
     *
     * @param host a name or an IP address, an IPv6 address without its brackets
     * @param port 0 to 65535; 0 is any free one and makes sense for listening only
     */
    record Tcp(String host, int port) implements Address {
        @Override
        public String toString() {
            return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }
}
