package attune.runs;

/** Whether the output of a frozen trunk is cached for the epochs in which the trunk does not change. */
public enum TrunkCaching {
    /** It runs once for each example and, with augmentation, for each of a few fixed draws. */
    WHERE_POSSIBLE,
    /** It runs in every epoch, with new augmentation each time. */
    NEVER
}
