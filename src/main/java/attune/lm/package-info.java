/**
 * N-gram language models: what the next token of a text is likely to be. In: normalised sentences, or a file. Out: a
 * {@link attune.lm.LanguageModel}, natural logarithms of probabilities, and files.
 *
 * <p>Read {@link attune.lm.LanguageModel} first. {@link attune.lm.NgramModel} is the one implementation: an automaton
 * over flat arrays, which may be a mapped file. Models come from {@link attune.lm.LanguageModels#open}, or from
 * {@link attune.lm.TrainingTexts} by {@link attune.lm.LanguageModelBuilder}: the texts become numbers, the n-grams are
 * counted by sorting the places where they end ({@code NgramCounts}), estimated ({@code KneserNey}) and perhaps joined
 * ({@code Mixture}) as a tree of sorted arrays ({@code NgramTree}), the form that ARPA files are read into and written
 * from; {@code AutomatonBuilder} makes the automaton of it, which the binary format stores as it is.
 *
 * <p>Traps: nothing here normalises; give sentences as {@link attune.text.TextNormalizer} leaves them, or words will not
 * match. Tokens have other numbers in every model. The begin of a sentence is a token only of histories: no probability
 * goes to it.
 */
@NullMarked
package attune.lm;

import org.jspecify.annotations.NullMarked;
