package io.caisson.core.workload;

/** A name with {@code *} for any characters. */
record NameEntry(String text, TextGlob glob) implements Entry {
    NameEntry(String text) {
        this(text, new TextGlob(text, TextGlob.NONE));
    }

    @Override
    public boolean allows(Demand demand) {
        return demand instanceof Demand.Named(Control control, String field, String value) && glob.matches(value);
    }
}
