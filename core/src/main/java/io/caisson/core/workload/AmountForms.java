package io.caisson.core.workload;

import io.caisson.core.inspect.Json;
import io.caisson.core.workload.Sink.Place;
import java.util.Locale;

/** Amounts of what can run out. */
final class AmountForms {
    private AmountForms() {}

    static void read(Sink sink, Form form, Place place, Json json) {
        long number = JsonView.number(json);
        switch (form) {
            case ULIMIT -> {
                String name = JsonView.text(JsonView.at(json, "Name"));
                long hard = JsonView.number(JsonView.at(json, "Hard"));
                sink.named(Control.ULIMITS, place, name + ":" + (hard < 0 ? "unlimited" : Long.toString(hard)));
            }
            case MEMORY -> bounded(sink, Resource.MEMORY, place, number);
            case SWAP -> bounded(sink, Resource.MEMORY_SWAP, place, number);
            case SHM -> bounded(sink, Resource.SHM, place, number);
            // Zero and less mean no bound.
            case PIDS -> sink.amount(Resource.PIDS, place, number <= 0 ? Long.MAX_VALUE : number);
            case REPLICAS -> bounded(sink, Resource.REPLICAS, place, number);
            case STORAGE -> {
                if (place.name().equals("size")) {
                    sink.amount(Resource.STORAGE, place, size(JsonView.text(json)));
                } else {
                    sink.named(Control.RESOURCES, place, "StorageOpt." + place.name());
                }
            }
            default -> {
                if (place.name().equalsIgnoreCase("NanoCpus")) {
                    bounded(sink, Resource.CPUS, place, number);
                }
            }
        }
    }

    /** Zero is not said; less than that means no bound. */
    private static void bounded(Sink sink, Resource resource, Place place, long number) {
        if (number != 0) {
            sink.amount(resource, place, number < 0 ? Long.MAX_VALUE : number);
        }
    }

    /**
     * A size as engines write it in options: digits, and one of the letters for powers of 1024; no bound where it
     * cannot be read.
     */
    static long size(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
            digits++;
        }
        String unit = word.substring(digits).replace("ib", "").replace("b", "");
        int power = unit.isEmpty() ? 0 : "kmgt".indexOf(unit) + 1;
        if (digits == 0 || digits > 15 || unit.length() > 1 || !unit.isEmpty() && power == 0) {
            return Long.MAX_VALUE;
        }
        long value = Long.parseLong(word.substring(0, digits));
        for (int i = 0; i < power; i++) {
            value = value > Long.MAX_VALUE / 1024 ? Long.MAX_VALUE : value * 1024;
        }
        return value == 0 ? Long.MAX_VALUE : value;
    }
}
