package attune.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C as the wish to come to an end: the first is only noted, the second ends the program at once. A shutdown hook
 * would be too late for that: once the JVM is ending, nothing may start in oneDNN. {@code sun.misc.Signal} is called by
 * name, since javac warns of it whatever one does; a JVM without it ends at the first.
 */
final class Interrupt {
    private volatile boolean wished;

    private Interrupt() {}

    /** Listens from now on. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
        try {
            interrupt.note();
        } catch (ReflectiveOperationException e) {
            return interrupt; // a JVM without signals
        }
        return interrupt;
    }

    private void note() throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Method handle = signals.getMethod("handle", signals, handlers);
        Object signal = signals.getConstructor(String.class).newInstance("INT");
        Object ending = handlers.getField("SIG_DFL").get(null);
        Object noting = Proxy.newProxyInstance(
                Interrupt.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                    wished = true;
                    return handle.invoke(null, signal, ending);
                });
        handle.invoke(null, signal, noting); // which the JVM leaves be where whoever started it ignores Ctrl-C
    }

    /** Whether it has come. */
    boolean wished() {
        return wished;
    }
}
