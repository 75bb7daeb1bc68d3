package attune.bundle;

/** A class that tells when it has been loaded and initialised: no bundle may bring that about. */
public final class Canary {
    static final String SANG = "attune.bundle.canary";

    static {
        System.setProperty(SANG, "yes");
    }

    /** For whoever should not. */
    public Canary() {}
}
