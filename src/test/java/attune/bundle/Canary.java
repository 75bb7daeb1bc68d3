package attune.bundle;

/** A class that reports being loaded and initialised, which no bundle may cause. */
public final class Canary {
    static final String SANG = "attune.bundle.canary";

    static {
        System.setProperty(SANG, "yes");
    }

    /** Must never be called. */
    public Canary() {}
}
