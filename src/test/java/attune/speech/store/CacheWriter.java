package attune.speech.store;

import java.nio.file.Path;

/** Another process that writes into the cache it is given, over and over until it is killed. */
final class CacheWriter {
    static final int ENTRIES = 50;

    private CacheWriter() {}

    public static void main(String[] arguments) {
        FeatureCache cache = new FeatureCache(Path.of(arguments[0]), 1L << 30);
        cache.write(FeatureCacheTest.key(0), FeatureCacheTest.features(0));
        System.out.println("writing");
        for (int number = 0; true; number = (number + 1) % ENTRIES) {
            cache.write(FeatureCacheTest.key(number), FeatureCacheTest.features(number));
        }
    }
}
