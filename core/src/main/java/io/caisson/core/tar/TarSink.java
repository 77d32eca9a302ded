package io.caisson.core.tar;

/** Who judges the entries of an archive, in order, while it passes. */
public interface TarSink {
    /**
     * Judges an entry by its headers, before anything of it goes on.
     *
     * @return whether its content is wanted too
     */
    boolean entry(TarEntry entry) throws TarFault;

    /** The content of the entry that was wanted last; it has gone on already, but the archive's end has not. */
    void content(byte[] content) throws TarFault;

    /** Judges the whole, before the archive's end goes on. */
    void end() throws TarFault;
}
