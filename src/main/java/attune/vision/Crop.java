package attune.vision;

import java.util.SplittableRandom;

/**
 * A part of a picture, in pixels; pixel edges are at whole numbers.
 *
 * @param left edge
 * @param top edge
 * @param width of the part
 * @param height of the part
 * @param mirrored whether it is flipped horizontally
 */
record Crop(double left, double top, double width, double height, boolean mirrored) {
    /** Part of the shorter side: 224 of 256 pixels, as is usual for ImageNet. */
    private static final double CENTRE = 0.875;

    /** Least fraction of the picture's area shown in training. */
    private static final double LEAST_AREA = 0.35;

    private static final double LARGEST_ASPECT = 4.0 / 3;
    private static final int TRIES = 10;

    /** The central square, used for evaluation. */
    static Crop centre(Picture picture) {
        double side = CENTRE * Math.min(picture.width(), picture.height());
        return new Crop((picture.width() - side) / 2, (picture.height() - side) / 2, side, side, false);
    }

    /**
     * A random part for training: any position, varying area and aspect ratio, mirrored half the time (Szegedy et al.
     * 2015, "Going deeper with convolutions").
     */
    static Crop random(Picture picture, SplittableRandom random) {
        boolean mirrored = random.nextBoolean();
        double whole = (double) picture.width() * picture.height();
        for (int i = 0; i < TRIES; i++) {
            double area = whole * random.nextDouble(LEAST_AREA, 1);
            double aspect = Math.exp(random.nextDouble(-1, 1) * Math.log(LARGEST_ASPECT));
            double width = Math.sqrt(area * aspect);
            double height = area / width;
            if (width <= picture.width() && height <= picture.height()) {
                double left = random.nextDouble() * (picture.width() - width);
                double top = random.nextDouble() * (picture.height() - height);
                return new Crop(left, top, width, height, mirrored);
            }
        }
        Crop centre = centre(picture); // in a long thin picture no such part may fit
        return new Crop(centre.left, centre.top, centre.width, centre.height, mirrored);
    }
}
