package io.caisson.core.workload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where demands gather while a request is read, and where the reader stands. */
final class Sink {
    final List<Demand> demands = new ArrayList<>();

    /** A field and those around it; its text is put together only where it is needed. */
    record Place(@Nullable Place around, String name, boolean item) {
        static final Place NOWHERE = new Place(null, "", false);

        Place field(String field) {
            return new Place(this, field, false);
        }

        Place item(String position) {
            return new Place(this, position, true);
        }

        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            write(out);
            return out.toString();
        }

        private void write(StringBuilder out) {
            if (around != null) {
                around.write(out);
            }
            if (item) {
                out.append('[').append(name).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(name);
            }
        }
    }

    void named(Control control, Place place, String value) {
        demands.add(new Demand.Named(control, place.toString(), value));
    }

    void ambiguous(Control control, Place place, String value) {
        demands.add(new Demand.Ambiguous(control, place.toString(), value));
    }

    void amount(Resource resource, Place place, long amount) {
        demands.add(new Demand.Amount(resource, place.toString(), amount));
    }

    void reference(Control control, Place place, EngineObject.Kind kind, String name) {
        demands.add(new Demand.Reference(control, place.toString(), new EngineObject(kind, name)));
    }
}
