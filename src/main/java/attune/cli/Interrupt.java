package attune.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C or SIGTERM as a request to stop: the first is only noted, the second ends the program at once. A shutdown hook
 * would be too late: once the JVM is ending, nothing may start in oneDNN. {@code sun.misc.Signal} is called by
 * reflection, since javac's warning about it cannot be turned off; a JVM without it ends at the first signal.
 */
final class Interrupt {
    /** No listener: signals end the program as usual. */
    static final Interrupt NONE = new Interrupt();

    private static final List<String> SIGNALS = List.of("INT", "TERM");

    private volatile Runnable noted = () -> {};
    private volatile boolean wished;

    private Interrupt() {}

    /** Starts listening. */
    static Interrupt listen() {
        Interrupt interrupt = new Interrupt();
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
        handle.invoke(null, signal, noting); // without effect if the JVM was started with the signal ignored
    }

    /** Sets what is done at the first signal. */
    void onNoted(Runnable action) {
        noted = action;
    }

    /** Whether a signal has arrived. */
    boolean wished() {
        return wished;
    }
}
