package attune.decoding;

/** No language model: every text is as good as another. */
record NoFusion() implements Fusion {

    @Override
    public Fusion with(FusedModel model) {
        if (model instanceof FusedModel.None) {
            return this;
        }
        throw new IllegalArgumentException("there was no language model before");
    }

    @Override
    public void start(Prefix root) {}

    @Override
    public boolean extend(Prefix parent, Prefix child) {
        return true;
    }

    @Override
    public double atEnd(Prefix last) {
        return 0;
    }
}
