package attune.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C, or SIGTERM, as the wish to come to an end: the first is only noted, the second ends the program at once. A
 * shutdown hook would be too late for that: once the JVM is ending, nothing may start in oneDNN. {@code sun.misc.Signal} is
 * called by name, since javac warns of it whatever one does; a JVM without it ends at the first.
 */
final class Interrupt {
    /** Nobody listens: signals end the program as they always do. */
    static final Interrupt NONE = new Interrupt(() -> {});

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private final Runnable noted;
    private volatile boolean wished;

    private Interrupt(Runnable noted) {
        this.noted = noted;
    }

    /**
     * Listens from now on.
     *
     * @param noted is run at the first signal
     */
    static Interrupt listen(Runnable noted) {
        Interrupt interrupt = new Interrupt(noted);
        try {
            for (String signal : SIGNALS) {
                interrupt.note(signal);
            }
        } catch (ReflectiveOperationException e) {
            return interrupt; // a JVM without signals
        }
        return interrupt;
    }

    private void note(String name) throws ReflectiveOperationException {
        Class<?> signals = Class.forName("sun.misc.Signal");
        Class<?> handlers = Class.forName("sun.misc.SignalHandler");
        Method handle = signals.getMethod("handle", signals, handlers);
        Object signal = signals.getConstructor(String.class).newInstance(name);
        Object ending = handlers.getField("SIG_DFL").get(null);
        Object noting = Proxy.newProxyInstance(
                Interrupt.class.getClassLoader(), new Class<?>[] {handlers}, (proxy, method, arguments) -> {
                    wished = true;
                    noted.run();
                    return handle.invoke(null, signal, ending);
                });
        handle.invoke(null, signal, noting); // which the JVM leaves be where whoever started it ignores the signal
    }

    /** Whether it has come. */
    boolean wished() {
        return wished;
    }
}
