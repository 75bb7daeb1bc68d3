package attune.speech.selftraining;

import attune.runs.RunOutcome;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * The {@code outcome.json} of self-training.
 *
 * @param best how the best round's run ended
 * @param bestRound its number; 0 is the one that learnt from the transcribed speech alone
 * @param rounds the others, in order
 */
record SelfTrainingOutcome(@JsonUnwrapped RunOutcome best, int bestRound, List<Round> rounds) {}
