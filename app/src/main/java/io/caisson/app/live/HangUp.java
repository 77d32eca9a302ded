package io.caisson.app.live;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * SIGHUP: the order to read the files again. The JDK has no other way to take a signal than its unsupported module,
 * whose types the compiler warns of, so they are named at run time; without that module the watch alone sees changes.
 */
final class HangUp implements InvocationHandler {
    private final Runnable order;

    private HangUp(Runnable order) {
        this.order = order;
    }

    /**
     * From now on the signal runs this, on a thread of the virtual machine's.
     *
     * @return whether signals can be taken here
     */
    static boolean runs(Runnable order) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object taker =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, new HangUp(order));
            Object hangUp = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hangUp, taker);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException noSignals) {
            return false;
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "handle" -> {
                order.run();
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> "caisson";
        };
    }
}
