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

    /**
     * Lets go of all pages that are as they are in their file. Those in use come back from the page cache at the next
     * touch; the others, of a start or a compilation long ago, are the first that the system drops when memory is
     * short. Nothing happens without the library.
     */
    public static void letGo() {
        if (KernelPipe.supported()) {
            unmapUnchanged();
        }
    }

    /** How many mappings were advised. */
    static native int adviseRandom();

    private static native void unmapUnchanged();
}
