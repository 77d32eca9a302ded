package io.caisson.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where to listen and whom to call: our own variables first, then those of the images and clients. */
final class Listeners {
    static final String SOCKET_PATH = "SOCKET_PATH";
    static final String DOCKER_HOST = "DOCKER_HOST";
    static final String DOCKER_TLS_VERIFY = "DOCKER_TLS_VERIFY";
    static final String DISABLE_IPV6 = "DISABLE_IPV6";

    /** Where an engine listens on every system that has one. */
    static final Address ENGINE = new Address.Unix("/var/run/docker.sock");

    private static final String DOCKER_CERT_PATH = "DOCKER_CERT_PATH";
    private static final int PORT = 2375;
    private static final int TLS_PORT = 2376;

    private Listeners() {}

    /** The listeners; {@code CAISSON_LISTEN} before {@code BIND_CONFIG} before the default. */
    static BindConfig listen(Variables variables, boolean inContainer) {
        boolean ipv4Only = variables.isOn(DISABLE_IPV6, false);
        Optional<String> own = variables.text(OwnVariable.CAISSON_LISTEN.name());
        if (own.isPresent()) {
            return new BindConfig(ownList(own.get(), variables), Optional.empty());
        }
        Optional<String> bind = variables.text(BindConfig.NAME);
        if (bind.isPresent()) {
            return BindConfig.read(bind.get(), variables);
        }
        // Outside a container the port would be open to the whole network, so only this machine may use it.
        String host = !inContainer ? "127.0.0.1" : ipv4Only ? "0.0.0.0" : "::";
        int port = isSet(variables, OwnVariable.CAISSON_TLS.name()) ? TLS_PORT : PORT;
        return new BindConfig(List.of(new Address.Tcp(host, port)), Optional.empty());
    }

    private static List<Address> ownList(String value, Variables variables) {
        String name = OwnVariable.CAISSON_LISTEN.name();
        List<Address> listen = new ArrayList<>();
        for (String element : Common.list(value)) {
            Optional<Address> address = Addresses.listener(element);
            if (address.isEmpty()) {
                variables.refuse(name, element, Addresses.LISTENER_ACCEPTED);
            } else if (listen.contains(address.get())) {
                variables.refuse(name, element, "is there twice; write each address once");
            } else {
                listen.add(address.get());
            }
        }
        return listen;
    }

    /** The engine; {@code CAISSON_ENGINE} before {@code SOCKET_PATH} before {@code DOCKER_HOST} before the default. */
    static Address engine(Variables variables) {
        Optional<Address> named = namedEngine(variables);
        if (named.isPresent() || isSet(variables, OwnVariable.CAISSON_ENGINE.name()) || isSet(variables, SOCKET_PATH)) {
            return named.orElse(ENGINE);
        }
        Optional<String> host = variables.text(DOCKER_HOST);
        if (host.isEmpty()) {
            return ENGINE;
        }
        Optional<Address> address =
                Addresses.dockerHost(host.get(), isSet(variables, DOCKER_TLS_VERIFY) ? TLS_PORT : PORT);
        if (address.isEmpty()) {
            variables.refuse(DOCKER_HOST, host.get(), Addresses.ENGINE_ACCEPTED + ", or set SOCKET_PATH");
        }
        return address.orElse(ENGINE);
    }

    /** TLS of the TCP listeners, where it is asked for. */
    static Optional<ListenerTls> tls(Variables variables) {
        Optional<String> folder = variables.text(OwnVariable.CAISSON_TLS.name());
        return folder.isPresent() ? Optional.of(TlsFolder.listener(folder.get())) : Optional.empty();
    }

    /** TLS towards the engine: our own variable, and Docker's where the engine is named by {@code DOCKER_HOST}. */
    static Optional<EngineTls> engineTls(Variables variables, Address engine) {
        String name = OwnVariable.CAISSON_ENGINE_TLS.name();
        Optional<String> folder = variables.text(name);
        if (folder.isEmpty() && isSet(variables, DOCKER_TLS_VERIFY) && isDockers(variables)) {
            Optional<String> docker = variables.text(DOCKER_CERT_PATH);
            folder = docker.isPresent()
                    ? docker
                    : Optional.of(variables.text("HOME").orElse("/") + "/.docker");
            return engine instanceof Address.Tcp ? Optional.of(TlsFolder.engine(folder.get())) : Optional.empty();
        }
        if (folder.isPresent() && engine instanceof Address.Unix) {
            variables.refuse(name, folder.get(), "is for an engine on TCP, and this one is on a unix socket; unset it");
        }
        return folder.isPresent() ? Optional.of(TlsFolder.engine(folder.get())) : Optional.empty();
    }

    /** Whether it is {@code DOCKER_HOST} that names the engine. */
    private static boolean isDockers(Variables variables) {
        return isSet(variables, DOCKER_HOST)
                && !isSet(variables, OwnVariable.CAISSON_ENGINE.name())
                && !isSet(variables, SOCKET_PATH);
    }

    /** The engine as {@code CAISSON_ENGINE} or {@code SOCKET_PATH} names it. */
    static Optional<Address> namedEngine(Variables variables) {
        String name = OwnVariable.CAISSON_ENGINE.name();
        Optional<String> own = variables.text(name);
        if (own.isPresent()) {
            Optional<Address> address = Addresses.engine(own.get());
            if (address.isEmpty()) {
                variables.refuse(name, own.get(), Addresses.ENGINE_ACCEPTED);
            }
            return address;
        }
        Optional<String> path = variables.text(SOCKET_PATH);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<Address> address = Addresses.haproxyServer(path.get());
        if (address.isEmpty()) {
            variables.refuse(
                    SOCKET_PATH, path.get(), "is no place of an engine; write the path of its socket, or host:port");
        }
        return address;
    }

    private static boolean isSet(Variables variables, String name) {
        return variables.text(name).isPresent();
    }
}
