package io.caisson.core.config;

/** Where to listen or whom to call. */
public sealed interface Address {
    /**
     * A unix stream socket.
     *
     * @param path path of the socket file; absolute, unless a command line named a relative one
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
        /** Whether only this machine can reach it, as far as the text tells: a name other than localhost does not. */
        public boolean loopback() {
            return host.equals("localhost") || host.equals("::1") || host.startsWith("127.") && isNumeric();
        }

        private boolean isNumeric() {
            for (int i = 0; i < host.length(); i++) {
                if (host.charAt(i) != '.' && (host.charAt(i) < '0' || host.charAt(i) > '9')) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        }
    }

    /**
     * A listening socket that the service manager opened before the program began; for listening only.
     *
     * @param name the name that its unit gives it, or its place, from 0
     */
    record Inherited(String name) implements Address {
        @Override
        public String toString() {
            return "fd://" + name;
        }
    }
}
