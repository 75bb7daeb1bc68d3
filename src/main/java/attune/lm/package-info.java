/**
 * N-gram language models: what the next token of a text is likely to be. In: normalised sentences, or a file. Out: a
 * {@link attune.lm.LanguageModel}, natural logarithms of probabilities, and files.
 *
 * <p>Read {@link attune.lm.LanguageModel} first. {@link attune.lm.NgramModel} is the one implementation: an automaton
 * over flat arrays, which may be a mapped file. Models come from {@link attune.lm.LanguageModels#open}, or from
 * {@link attune.lm.TrainingTexts} by {@link attune.lm.LanguageModelBuilder}: the texts become numbers, the n-grams are
 * counted by sorting the places where they end ({@code NgramCounts}), estimated ({@code KneserNey}) and perhaps joined
 * ({@code Mixture}) as a tree of sorted arrays ({@code NgramTree}), the form that ARPA files are read into and written
 * from; {@code AutomatonBuilder} turns it into the automaton, which the binary format stores as it is.
 *
 * <p>Traps: nothing here normalises; give sentences as {@link attune.text.TextNormalizer} leaves them, or words will not
 * match. Token numbers differ from model to model. The beginning of a sentence is a token only in histories: it gets no
 * probability.
 */
@NullMarked
package attune.lm;

import org.jspecify.annotations.NullMarked;
