package io.caisson.server.proxy;

/**
 * The pages of the files that this process runs from: the virtual machine's code and the start-up cache. Where memory
 * is limited the system drops those that were not used for a while. When one is needed again it reads many around it,
 * which drops others in turn: on a disk that reads far ahead the process would do nothing else. The start wants just
 * that reading ahead, the time after it does not. Needs the native library that {@link KernelPipe} needs.
 */
public final class FilePages {
    private FilePages() {}

    /**
     * Asks the system to read pages one by one from now on ({@code madvise} with {@code MADV_RANDOM}, which it may pass
     * over), and gives back those that were read only for lying near. Nothing happens without the library.
     */
    public static void readOneByOne() {
        if (KernelPipe.supported()) {
            adviseRandom();
        }
    }

    /** How many mappings were advised. */
    static native int adviseRandom();
}
