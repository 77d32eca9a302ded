package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.List;

/** Networks and ports. */
final class NetworkForms {
    private static final int PORT_MAX = 65_535;

    private NetworkForms() {}

    static void read(Sink sink, Form form, Control control, Place place, Json json) {
        switch (form) {
            case NETWORK -> network(sink, control, place, JsonView.text(json));
            case ENDPOINT -> {
                boolean argument = json instanceof Json.Text;
                network(sink, control, place, argument ? JsonView.text(json) : place.name());
            }
            case NETWORKID -> {
                String id = JsonView.text(json);
                // The engine takes the id before the name, so that both must be allowed.
                if (!id.isEmpty()) {
                    network(sink, control, place, id);
                }
            }
            case BUILDNETWORK -> {
                String mode = JsonView.text(json);
                if (!mode.isEmpty() && !mode.equals("default") && !mode.equals("none")) {
                    sink.named(control, place, mode);
                }
            }
            case PORTS -> ports(sink, place, json);
            case PUBLISHED -> published(sink, place, json);
            default -> {
                if (JsonView.isTrue(json)) {
                    sink.demands.add(new Demand.HostPorts(place.toString(), "", 0, 0));
                }
            }
        }
    }

    private static void network(Sink sink, Control control, Place place, String mode) {
        switch (mode) {
            case "", "default", "bridge", "none" -> {}
            case "host" -> sink.named(Control.NAMESPACES, place, "network");
            default -> {
                if (mode.indexOf(':') >= 0) {
                    RightForms.other(sink, Control.NAMESPACES, place, "network", mode);
                } else {
                    sink.reference(control, place, EngineObject.Kind.NETWORK, mode);
                }
            }
        }
    }

    /** The bindings of one port of the container; none at all asks for nothing. */
    private static void ports(Sink sink, Place place, Json json) {
        List<Json> bindings = JsonView.items(json);
        for (int i = 0; i < bindings.size(); i++) {
            Json binding = bindings.get(i);
            Place at = place.item(Integer.toString(i));
            String address = JsonView.text(JsonView.at(binding, "HostIp"));
            String port = JsonView.text(JsonView.at(binding, "HostPort"));
            int dash = port.indexOf('-');
            int first = port(dash < 0 ? port : port.substring(0, dash));
            int last = dash < 0 ? first : port(port.substring(dash + 1));
            if (first < 0 || last < first || address.indexOf('%') >= 0) {
                sink.ambiguous(Control.PORTS, at, address + ":" + port);
            } else {
                sink.demands.add(new Demand.HostPorts(at.toString(), address, first, last));
            }
        }
    }

    private static void published(Sink sink, Place place, Json json) {
        long port = JsonView.number(JsonView.at(json, "PublishedPort"));
        if (port < 0 || port > PORT_MAX) {
            sink.ambiguous(Control.PORTS, place, Long.toString(port));
        } else {
            sink.demands.add(new Demand.HostPorts(place.toString(), "", (int) port, (int) port));
        }
    }

    /** A port number; 0 where none is said, -1 where it is none. */
    private static int port(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            value = c < '0' || c > '9' || value > PORT_MAX ? -1 : value * 10 + c - '0';
            if (value < 0) {
                return -1;
            }
        }
        return value > PORT_MAX ? -1 : value;
    }
}
