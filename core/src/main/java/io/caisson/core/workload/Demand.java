package io.caisson.core.workload;

/** One thing that a request asks for, and the field that says so. */
public sealed interface Demand {
    /** Under which control it falls. */
    Control control();

    /** The field as a person finds it, for example {@code HostConfig.Binds[0]}. */
    String field();

    /** What is asked for, as lists of exceptions spell it. */
    String shown();

    /** Something with a name. */
    record Named(Control control, String field, String value) implements Demand {
        @Override
        public String shown() {
            return value;
        }
    }

    /**
     * A folder or file of the host.
     *
     * @param path absolute and cleaned, as the engine will look it up
     * @param readOnly whether it cannot be written through the mount
     */
    record HostPath(Control control, String field, String path, boolean readOnly) implements Demand {
        @Override
        public String shown() {
            return readOnly ? path + ":ro" : path;
        }
    }

    /**
     * Ports of the host.
     *
     * @param address of the host; empty for all of them
     * @param first the lowest; 0 where the engine chooses
     * @param last the highest
     */
    record HostPorts(String field, String address, int first, int last) implements Demand {
        @Override
        public Control control() {
            return Control.PORTS;
        }

        @Override
        public String shown() {
            String range = first == last ? Integer.toString(first) : first + "-" + last;
            return (address.isEmpty() ? "0.0.0.0" : address) + ":" + (first == 0 ? "any" : range);
        }
    }

    /**
     * So much of something that can run out.
     *
     * @param amount in bytes, processes or billionths of a processor; {@link Long#MAX_VALUE} for no bound
     */
    record Amount(Resource resource, String field, long amount) implements Demand {
        @Override
        public Control control() {
            return Control.RESOURCES;
        }

        @Override
        public String shown() {
            return amount == Long.MAX_VALUE ? "no bound" : Long.toString(amount);
        }
    }

    /** Something that two readers would take for different things: never allowed. */
    record Ambiguous(Control control, String field, String shown) implements Demand {}

    /** An object of the engine's that the request takes in: what it is has to be looked up. */
    record Reference(Control control, String field, EngineObject object) implements Demand {
        @Override
        public String shown() {
            return object.name();
        }
    }
}
