package attune.speech.adaptation;

import attune.evaluation.Interval;
import attune.evaluation.RepeatedRuns;
import attune.runs.Rates;
import java.util.Map;

/**
 * Error rates on some clips, averaged over runs, as fractions.
 *
 * @param runs number of runs
 * @param clips number of clips
 * @param words in their references
 * @param wer word error rate
 * @param werLow lower end of its 95 % interval, over clips
 * @param werHigh upper end
 * @param cer character error rate
 */
public record WordRates(int runs, int clips, long words, double wer, double werLow, double werHigh, double cer)
        implements Rates {

    static WordRates of(RepeatedRuns runs, Interval interval) {
        return new WordRates(
                runs.runs(),
                runs.clips().size(),
                runs.words().referenceLength() / runs.runs(),
                runs.words().rate(),
                interval.low(),
                interval.high(),
                runs.characters().rate());
    }

    @Override
    public String measuredOn() {
        return clips + " clips, " + words + " words, decoded greedily";
    }

    @Override
    public String errorName() {
        return "WER";
    }

    @Override
    public double error() {
        return wer;
    }

    @Override
    public double errorLow() {
        return werLow;
    }

    @Override
    public double errorHigh() {
        return werHigh;
    }

    @Override
    public Map<String, Double> further() {
        return Map.of("CER", cer);
    }
}
