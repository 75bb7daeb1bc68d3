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
    public double mostByLetter(Prefix parent) {
        return 0;
    }

    @Override
    public double outlookByLetter(Prefix parent, int label) {
        return 0;
    }

    @Override
    public double mostBySpace(Prefix parent) {
        return 0;
    }

    @Override
    public double outlookAfterSpace() {
        return 0;
    }

    @Override
    public double atEnd(Prefix last) {
        return 0;
    }
}
