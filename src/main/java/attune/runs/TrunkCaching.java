package attune.runs;

/** Whether what a frozen trunk gives is kept for the epochs in which it stays as it is. */
public enum TrunkCaching {
    /** It runs once for each example and, with augmentation, for each of a few fixed draws. */
    WHERE_POSSIBLE,
    /** It runs in every epoch, with new augmentation each time. */
    NEVER
}
