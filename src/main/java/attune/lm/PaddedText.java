package attune.lm;

/**
 * The sentences of a text as tokens of a vocabulary, each between its beginning and its end, with enough padding before
 * it that the longest n-gram of its first word ends inside it.
 *
 * @param tokens of all sentences
 * @param vocabulary its tokens; the padding is the number after the last
 * @param order longest n-gram that will be asked for
 */
@SuppressWarnings("ArrayRecordComponent") // millions of numbers, never copied and never changed
record PaddedText(int[] tokens, SortedVocabulary vocabulary, int order) {

    /**
     * Lays sentences out.
     *
     * @param text sentences, each closed by {@link TrainingTexts#SENTENCE_END}
     * @param sentences how many there are
     * @param newToken for each of the text's tokens the vocabulary's
     */
    static PaddedText of(int[] text, int sentences, int[] newToken, SortedVocabulary vocabulary, int order) {
        int before = order - 1;
        int[] tokens = new int[Math.addExact(text.length, Math.multiplyExact(sentences, before))];
        int at = 0;
        boolean atBegin = true;
        for (int token : text) {
            if (atBegin) {
                for (int i = 1; i <= before; i++) {
                    tokens[at++] = i == before ? vocabulary.begin() : vocabulary.size();
                }
            }
            tokens[at++] = newToken[token];
            atBegin = token == TrainingTexts.SENTENCE_END;
        }
        return new PaddedText(tokens, vocabulary, order);
    }

    int padding() {
        return vocabulary.size();
    }

    /** Where n-grams end: at every word and every end of a sentence. */
    int[] ends() {
        IntList ends = new IntList();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] != padding() && tokens[i] != vocabulary.begin()) {
                ends.add(i);
            }
        }
        return ends.toArray();
    }
}
