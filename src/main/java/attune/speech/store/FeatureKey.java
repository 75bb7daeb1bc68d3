package attune.speech.store;

import java.util.HexFormat;

/**
 * The name of a clip's features in the cache: a SHA-256 of everything that determines them.
 *
 * @param hex its 64 digits
 * @param coefficients size of a feature frame
 */
record FeatureKey(String hex, int coefficients) {

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }
}
