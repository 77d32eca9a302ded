package io.caisson.server.listener;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The few calls on descriptors that the JDK does not have, made through its foreign functions. Setting these up takes a
 * quarter of a second, so nothing here is loaded unless a service manager asks for it.
 */
final class Descriptors {
    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_DOMAIN = 39;
    private static final int SOCK_STREAM = 1;
    /** What the kernel's address structure holds. */
    private static final int PATH_BYTES = 108;

    private static final int ADDRESS_BYTES = 2 + PATH_BYTES;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle DUP2 = function("dup2", INT, INT, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle GETSOCKOPT = function("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
    private static final MethodHandle GETSOCKNAME = function("getsockname", INT, INT, POINTER, POINTER);
    private static final MethodHandle SOCKET = function("socket", INT, INT, INT, INT);
    private static final MethodHandle SENDTO = function("sendto", LONG, INT, POINTER, LONG, INT, POINTER, INT);

    private Descriptors() {}

    // Calling the system is what this is for; whoever starts the process allows it, or is warned.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }

    /** The address family of a listening stream socket: whether it is a unix socket. */
    static boolean isUnix(int descriptor) throws IOException {
        if (option(descriptor, SO_TYPE) != SOCK_STREAM || option(descriptor, SO_ACCEPTCONN) != 1) {
            throw new IOException("it is no listening stream socket");
        }
        return switch (option(descriptor, SO_DOMAIN)) {
            case AF_UNIX -> true;
            case AF_INET, AF_INET6 -> false;
            default -> throw new IOException("it is neither a unix socket nor TCP");
        };
    }

    private static int option(int descriptor, int name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(INT);
            MemorySegment length = arena.allocate(INT);
            length.set(INT, 0, Integer.BYTES);
            int failed = (int) GETSOCKOPT.invokeExact(descriptor, SOL_SOCKET, name, value, length);
            if (failed != 0) {
                throw new IOException("it is no socket");
            }
            return value.get(INT, 0);
        } catch (IOException fault) {
            throw fault;
        } catch (Throwable never) {
            throw new IllegalStateException(never);
        }
    }

    /** The address of a socket as the kernel has it: its family and what follows; empty for what is no socket. */
    static byte[] name(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            MemorySegment length = arena.allocate(INT);
            length.set(INT, 0, ADDRESS_BYTES);
            int failed = (int) GETSOCKNAME.invokeExact(descriptor, address, length);
            if (failed != 0) {
                return new byte[0];
            }
            return address.asSlice(0, Math.min(length.get(INT, 0), ADDRESS_BYTES))
                    .toArray(ValueLayout.JAVA_BYTE);
        } catch (Throwable never) {
            throw new IllegalStateException(never);
        }
    }

    /** Makes a descriptor mean the same as another, which is closed. */
    static void replace(int descriptor, int by) throws IOException {
        try {
            int result = (int) DUP2.invokeExact(by, descriptor);
            if (result != descriptor) {
                throw new IOException("a descriptor cannot be duplicated");
            }
            int closed = (int) CLOSE.invokeExact(by);
            if (closed != 0) {
                throw new IOException("a descriptor cannot be closed");
            }
        } catch (IOException fault) {
            throw fault;
        } catch (Throwable never) {
            throw new IllegalStateException(never);
        }
    }

    /**
     * Sends a datagram to a unix socket; that nobody takes it does not matter.
     *
     * @param path absolute, or an abstract name that begins with {@code @}
     */
    static void send(String path, byte[] message) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > PATH_BYTES) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            int socket = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (socket < 0) {
                return;
            }
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
            if (name[0] == '@') {
                address.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
            }
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
            long sent = (long) SENDTO.invokeExact(socket, text, (long) message.length, 0, address, 2 + name.length);
            int closed = (int) CLOSE.invokeExact(socket);
            if (sent != message.length || closed != 0) {
                System.getLogger("caisson").log(System.Logger.Level.WARNING, "the service manager takes no notice");
            }
        } catch (Throwable never) {
            throw new IllegalStateException(never);
        }
    }
}
