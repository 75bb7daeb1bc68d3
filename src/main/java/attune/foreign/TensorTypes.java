package attune.foreign;

/** TensorFlow's codes for the relevant data types ({@code types.proto}). */
final class TensorTypes {
    static final int FLOAT = 1;
    static final int INT32 = 3;
    static final int STRING = 7;
    static final int INT64 = 9;

    private TensorTypes() {}
}
