/**
 * N-gram language models: what the next token of a text is likely to be. In: text or an ARPA file. Out: a
 * {@link attune.lm.LanguageModel}.
 */
@NullMarked
package attune.lm;

import org.jspecify.annotations.NullMarked;
